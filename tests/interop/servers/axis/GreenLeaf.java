package tea;

public class GreenLeaf extends Leaf {
    public boolean steamed;
}
