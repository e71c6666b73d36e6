// Services with the reference implementation of JAX-WS: PORT. Each writes its own WSDL.
package tea;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.activation.DataHandler;
import javax.jws.Oneway;
import javax.jws.WebMethod;
import javax.jws.WebParam;
import javax.jws.WebService;
import javax.jws.soap.SOAPBinding;
import javax.xml.bind.annotation.XmlAttachmentRef;
import javax.xml.bind.annotation.XmlAttribute;
import javax.xml.bind.annotation.XmlMimeType;
import javax.xml.bind.annotation.XmlSeeAlso;
import javax.xml.ws.Action;
import javax.xml.ws.Endpoint;
import javax.xml.ws.FaultAction;
import javax.xml.ws.Holder;
import javax.xml.ws.WebFault;
import javax.xml.ws.soap.Addressing;
import javax.xml.ws.soap.MTOM;

public class Teas {
    static final List<String> RINSED = new ArrayList<>();

    public static class Leaf {
        public String name;
        public BigDecimal grams;
        @XmlAttribute public String note;
        public List<String> many = new ArrayList<>();
        public byte[] image;
    }

    public static class GreenLeaf extends Leaf {
        public boolean steamed;
    }

    public static class Scald {
        public int degrees;
        public Leaf leaf;
    }

    public static class Sheet {
        public String name;
        @XmlAttachmentRef public DataHandler page;
    }

    @WebFault(name = "TooHot", targetNamespace = "urn:tea:java")
    public static class TooHot extends Exception {
        private final Scald scald;

        public TooHot(String message, Scald scald) {
            super(message);
            this.scald = scald;
        }

        public Scald getFaultInfo() {
            return scald;
        }
    }

    @WebService(targetNamespace = "urn:tea:java")
    @XmlSeeAlso(GreenLeaf.class)
    @MTOM(threshold = 16)
    public static class Tea {
        @WebMethod
        public Leaf brew(
                @WebParam(name = "leaf") Leaf leaf,
                @WebParam(name = "minutes") int minutes,
                @WebParam(name = "session", header = true) String session,
                @WebParam(name = "usage", header = true, mode = WebParam.Mode.OUT) Holder<Integer> usage) {
            usage.value = minutes;
            leaf.name += "/" + session;
            return leaf;
        }

        @WebMethod
        public List<Leaf> sort(@WebParam(name = "leaves") List<Leaf> leaves) {
            List<Leaf> sorted = new ArrayList<>(leaves);
            Collections.reverse(sorted);
            return sorted;
        }

        @WebMethod
        public byte[] copy(@WebParam(name = "data") byte[] data) {
            return data;
        }

        @WebMethod
        public @XmlMimeType("application/octet-stream") DataHandler stream(
                @WebParam(name = "data") @XmlMimeType("application/octet-stream") DataHandler data) {
            return data;
        }

        @WebMethod
        public boolean heat(@WebParam(name = "degrees") int degrees) throws TooHot {
            if (degrees > 100) {
                Scald scald = new Scald();
                scald.degrees = degrees;
                scald.leaf = new GreenLeaf();
                scald.leaf.name = "a<&>";
                throw new TooHot("too hot: <&>", scald);
            }
            if (degrees < 0) {
                throw new IllegalStateException("cold: <&>");
            }
            return true;
        }

        @WebMethod
        @Oneway
        public void rinse(@WebParam(name = "name") String name) {
            RINSED.add(name);
        }

        @WebMethod
        public List<String> rinsed() {
            return RINSED;
        }
    }

    /** Its WSDL has policies and actions of WS-Addressing. */
    @WebService(targetNamespace = "urn:tea:addressed")
    @Addressing
    public static class Addressed {
        @WebMethod
        @Action(
            input = "urn:tea:addressed:heat", output = "urn:tea:addressed:heated",
            fault = @FaultAction(className = TooHot.class, value = "urn:tea:addressed:hot"))
        public boolean warm(@WebParam(name = "degrees") int degrees) throws TooHot {
            return new Tea().heat(degrees);
        }
    }

    @WebService(targetNamespace = "urn:tea:rpc")
    @SOAPBinding(style = SOAPBinding.Style.RPC)
    @XmlSeeAlso(GreenLeaf.class)
    public static class Rpc {
        @WebMethod
        public Leaf[] twice(@WebParam(name = "leaf") Leaf leaf) {
            return new Leaf[] {leaf, leaf};
        }

        @WebMethod
        public String times(@WebParam(name = "text") String text, @WebParam(name = "count") int count) {
            return text.repeat(count);
        }

        @WebMethod
        public void nothing() {}
    }

    @WebService(targetNamespace = "urn:tea:bare")
    @SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
    public static class Bare {
        @WebMethod
        public Sheet echo(@WebParam(name = "sheet") Sheet sheet) {
            return sheet;
        }

        @WebMethod
        public void nothing() {}
    }

    public static void main(String[] given) {
        String at = "http://127.0.0.1:" + given[0] + "/";
        Endpoint.publish(at + "tea", new Tea());
        Endpoint.create(javax.xml.ws.soap.SOAPBinding.SOAP12HTTP_BINDING, new Tea()).publish(at + "twelve");
        Endpoint.publish(at + "addressed", new Addressed());
        Endpoint.publish(at + "rpc", new Rpc());
        Endpoint.publish(at + "bare", new Bare());
    }
}
