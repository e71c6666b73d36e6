package tea;

public class Pair implements java.io.Serializable {
    public Leaf left;
    public Leaf right;
}
