package org.sessiontoken.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sessiontoken.benchmarks.Side.Sample;

/** Requests per second by how many are in flight, one line for each side, both axes logarithmic. */
record Plot(Map<String, Map<Integer, List<Sample>>> samples) {

    private static final Map<String, String> COLOURS =
            Map.of("floor", "#767676", "bare", "#38761d", "peer", "#b45f06", "us", "#1155cc");
    private static final int LEFT = 70;
    private static final int BOTTOM = 320;
    private static final double PER_DECADE = 72;

    String svg() {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"370\""
                + " font-family=\"sans-serif\" font-size=\"12\"><rect width=\"640\" height=\"370\" fill=\"white\"/>"
                + "<text x=\"70\" y=\"18\">requests per second, by how many are in flight</text>\n");
        for (int exponent = 1; exponent <= 5; exponent++) {
            double y = y(Math.pow(10, exponent));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.0f\" x2=\"560\" y2=\"%.0f\" stroke=\"#ddd\"/>"
                            + "<text x=\"60\" y=\"%.0f\" text-anchor=\"end\">%,.0f</text>%n",
                    LEFT,
                    y,
                    y,
                    y + 4,
                    Math.pow(10, exponent)));
        }
        for (int inFlight : Compare.IN_FLIGHT) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"340\" text-anchor=\"middle\">%d</text>%n",
                    x(inFlight),
                    inFlight));
        }
        samples.forEach((side, of) -> line(svg, side, of));
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, String side, Map<Integer, List<Sample>> of) {
        StringBuilder points = new StringBuilder();
        double lastX = 0;
        double lastY = 0;
        for (Map.Entry<Integer, List<Sample>> point : of.entrySet()) {
            lastX = x(point.getKey());
            lastY = y(point.getValue().stream()
                    .mapToDouble(sample -> sample.load().perSecond())
                    .average()
                    .orElseThrow());
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", lastX, lastY));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                        + "<text x=\"%.0f\" y=\"%.0f\" fill=\"%s\">%s</text>%n",
                points.toString().strip(),
                COLOURS.get(side),
                lastX + 8,
                lastY + 4,
                COLOURS.get(side),
                side));
    }

    private static double x(double inFlight) {
        return LEFT + 20 + Math.log(inFlight) / Math.log(256) * 440;
    }

    private static double y(double perSecond) {
        return BOTTOM - (Math.log10(perSecond) - 1) * PER_DECADE;
    }
}
