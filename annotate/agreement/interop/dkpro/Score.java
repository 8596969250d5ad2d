import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import org.dkpro.statistics.agreement.coding.BennettSAgreement;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.dkpro.statistics.agreement.coding.FleissKappaAgreement;
import org.dkpro.statistics.agreement.coding.HubertKappaAgreement;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.coding.PercentageAgreement;
import org.dkpro.statistics.agreement.coding.RandolphKappaAgreement;
import org.dkpro.statistics.agreement.coding.ScottPiAgreement;
import org.dkpro.statistics.agreement.distance.IDistanceFunction;
import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.dkpro.statistics.agreement.distance.RatioDistanceFunction;
import org.dkpro.statistics.agreement.unitizing.KrippendorffAlphaUnitizingAgreement;
import org.dkpro.statistics.agreement.unitizing.UnitizingAnnotationStudy;

/**
 * Scores cases with DKPro Statistics: a case a line on standard input, an object of JSON a line on standard output, null for what
 * it gives no number for.
 *
 *   coding RATERS RATING…                      item after item, - for none
 *   units RATERS LENGTH (RATER OFFSET LENGTH CATEGORY)…
 */
public class Score {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        while (in.hasNextLine()) {
            String[] word = in.nextLine().trim().split(" ");
            System.out.println(word[0].equals("coding") ? coding(word) : units(word));
        }
    }

    static String coding(String[] word) {
        int raters = Integer.parseInt(word[1]);
        CodingAnnotationStudy study = new CodingAnnotationStudy(raters);
        for (int at = 2; at < word.length; at += raters) {
            Object[] item = new Object[raters];
            for (int r = 0; r < raters; r++) {
                item[r] = word[at + r].equals("-") ? null : (Object) Integer.valueOf(word[at + r]);
            }
            study.addItem(item);
        }
        List<String> got = new ArrayList<>();
        put(got, "percent", () -> new PercentageAgreement(study).calculateAgreement());
        put(got, "fleiss", () -> new FleissKappaAgreement(study).calculateAgreement());
        put(got, "hubert", () -> new HubertKappaAgreement(study).calculateAgreement());
        put(got, "randolph", () -> new RandolphKappaAgreement(study).calculateAgreement());
        if (raters == 2) {
            put(got, "cohen", () -> new CohenKappaAgreement(study).calculateAgreement());
            put(got, "scott", () -> new ScottPiAgreement(study).calculateAgreement());
            put(got, "bennett", () -> new BennettSAgreement(study).calculateAgreement());
        }
        IDistanceFunction[] levels = {new NominalDistanceFunction(), new OrdinalDistanceFunction(), new IntervalDistanceFunction(), new RatioDistanceFunction()};
        String[] names = {"nominal", "ordinal", "interval", "ratio"};
        for (int l = 0; l < names.length; l++) {
            IDistanceFunction level = levels[l];
            put(got, names[l], () -> new KrippendorffAlphaAgreement(study, level).calculateAgreement());
        }
        return "{" + String.join(", ", got) + "}";
    }

    static String units(String[] word) {
        int raters = Integer.parseInt(word[1]);
        UnitizingAnnotationStudy study = new UnitizingAnnotationStudy(raters, 0, Long.parseLong(word[2]));
        TreeSet<String> categories = new TreeSet<>();
        for (int at = 3; at < word.length; at += 4) {
            study.addUnit(Long.parseLong(word[at + 1]), Long.parseLong(word[at + 2]), Integer.parseInt(word[at]), word[at + 3]);
            categories.add(word[at + 3]);
        }
        KrippendorffAlphaUnitizingAgreement alpha = new KrippendorffAlphaUnitizingAgreement(study);
        List<String> got = new ArrayList<>();
        put(got, "overall", alpha::calculateAgreement);
        for (String category : categories) {
            put(got, category, () -> alpha.calculateCategoryAgreement(category));
        }
        return "{" + String.join(", ", got) + "}";
    }

    static void put(List<String> got, String name, Callable<Double> measure) {
        String value = "null";
        try {
            double x = measure.call();
            if (!Double.isNaN(x) && !Double.isInfinite(x)) {
                value = Double.toString(x);
            }
        } catch (Exception e) {
            // It says so where it cannot tell: null stands for it.
        }
        got.add("\"" + name + "\": " + value);
    }
}
