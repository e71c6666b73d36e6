package tea;

import java.math.BigDecimal;

public class Leaf implements java.io.Serializable {
    public String name;
    public BigDecimal grams;
    private String[] tags;

    // Axis takes a public field for a list of elements, against what it writes in its WSDL.
    public String[] getTags() {
        return tags;
    }

    public void setTags(String[] given) {
        tags = given;
    }
}
