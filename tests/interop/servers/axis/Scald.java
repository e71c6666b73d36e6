package tea;

public class Scald extends Exception {
    private int degrees;
    private Leaf leaf = new Leaf();

    public Scald() {}

    public Scald(int given) {
        super("too hot: <&>");
        degrees = given;
        leaf.name = "a<&>";
    }

    public int getDegrees() {
        return degrees;
    }

    public void setDegrees(int given) {
        degrees = given;
    }

    public Leaf getLeaf() {
        return leaf;
    }

    public void setLeaf(Leaf given) {
        leaf = given;
    }
}
