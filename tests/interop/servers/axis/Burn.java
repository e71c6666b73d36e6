package tea;

public class Burn extends Scald {
    private int minutes;

    public Burn() {}

    public Burn(int degrees, int given) {
        super(degrees);
        minutes = given;
    }

    public int getMinutes() {
        return minutes;
    }

    public void setMinutes(int given) {
        minutes = given;
    }
}
