import java.io.File;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about many files in one Java machine: `Vera ua1=a.pdf 2a=b.pdf ua1!=broken.pdf`. `!` says that it has to object. */
public class Vera {
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    boolean good = true;
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      boolean objects = argument.charAt(at - 1) == '!';
      String flavour = argument.substring(0, objects ? at - 1 : at);
      good &= judge(PDFAFlavour.byFlavourId(flavour), new File(argument.substring(at + 1)), objects);
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean judge(PDFAFlavour flavour, File file, boolean objects) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 100000, false, false, false)) {
      ValidationResult result = validator.validate(parser);
      Set<String> rules = new HashSet<>();
      StringBuilder said = new StringBuilder();
      for (TestAssertion assertion : result.getTestAssertions()) {
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        if (assertion.getStatus() == TestAssertion.Status.FAILED && rules.add(rule)) {
          said.append("\n      ").append(rule).append(": ").append(assertion.getMessage());
          said.append("\n      at ").append(assertion.getLocation().getContext());
        }
      }
      boolean good = result.isCompliant() != objects;
      if (!good) System.out.println("FAIL veraPDF " + flavour.getId() + " " + file + (objects ? ": it says nothing against it" : said));
      else if (objects) System.out.println("  " + file.getName() + ": objects by " + rules);
      return good;
    }
  }
}
