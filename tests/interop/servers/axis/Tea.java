// A service with Apache Axis, in SOAP's encoding: what it answers twice it writes once, and refers to it.
package tea;

import java.util.Calendar;
import javax.activation.DataHandler;

public class Tea {
    public Leaf[] twice(Leaf leaf) {
        return new Leaf[] {leaf, leaf};
    }

    public Pair pair(Leaf leaf) {
        Pair pair = new Pair();
        pair.left = leaf;
        pair.right = leaf;
        return pair;
    }

    public int[] numbers(int[] given) {
        return given;
    }

    public int[][] grid(int[][] given) {
        return given;
    }

    public String[] words(String[] given) {
        return given;
    }

    public byte[] copy(byte[] given) {
        return given;
    }

    public Calendar when(Calendar given) {
        return given;
    }

    public Integer boxed(Integer given) {
        return given;
    }

    public Leaf none() {
        return null;
    }

    public boolean heat(int degrees) throws Scald {
        if (degrees > 200) {
            throw new Burn(degrees, 3);
        }
        if (degrees > 100) {
            throw new Scald(degrees);
        }
        if (degrees < 0) {
            throw new IllegalStateException("cold: <&>");
        }
        return true;
    }

    public DataHandler attached(DataHandler given) {
        return given;
    }

    public DataHandler[] sheets(DataHandler[] given) {
        return given;
    }

    public void nothing() {}
}
