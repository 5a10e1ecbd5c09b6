package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestJson;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.regex.Pattern;

/// A plan that is saved to be carried out later: the chain as it was then with the contents of all
/// its files, and the changes. Holds no secret.
///
/// @param manifest the chain
/// @param chainFile the chain's file as typed; `FILE` if it is unknown
/// @param adopt whether it takes over resources that the chain does not manage
/// @param changes what it would change
/// @param documents policies that it would replace, in full, since a diff does not show where a
///   line belongs
public record PlanFile(
    Manifest manifest, String chainFile, boolean adopt, Json changes, Json documents) {
  private static final String UNKNOWN_FILE = "FILE";
  private static final String FORMAT = "spiffe-aws-plan-1";

  /// How a plan begins, and after how many bytes that is clear.
  public static final String BEGINNING = "{\"format\":\"spiffe-aws-plan-";

  public static final int LONGEST_BEGINNING = 256;

  private static final Pattern PLAN =
      Pattern.compile("\\s*\\{\\s*\"format\"\\s*:\\s*\"spiffe-aws-plan-");

  /// Creates the file of a plan.
  ///
  /// @param chainFile the chain's file as typed, or `-` for standard input
  /// @param plan of that chain
  /// @param changes the changes of that plan as JSON
  public static PlanFile of(
      Manifest manifest, String chainFile, Plan plan, Json changes, boolean adopt) {
    var file = chainFile.equals("-") ? UNKNOWN_FILE : chainFile;
    return new PlanFile(manifest, file, adopt, changes, PlanDocuments.of(plan));
  }

  /// The text that [#parse(String, String)] reads.
  public String text() {
    return JsonText.pretty(
            Json.object()
                .with("format", Json.of(FORMAT))
                .with("chain_file", Json.of(chainFile))
                .with("adopt", Json.of(adopt))
                .with("changes", changes)
                .with("documents", documents)
                .with("chain", ManifestJson.write(manifest)))
        + "\n";
  }

  /// Whether a text looks like a plan file, also of another version of this format.
  public static boolean isPlan(String text) {
    return PLAN.matcher(text).lookingAt();
  }

  private static Json json(String file, String text) {
    try {
      return JsonText.parse(text, name(file));
    } catch (ProblemException e) {
      throw ProblemException.malformed(
          e.problem().code(),
          e.problem().message(),
          TypedCommand.of("to apply a chain file, run: spiffe-aws apply -f %s", file));
    }
  }

  /// Parses a plan file.
  ///
  /// @param file as typed, or `-` for standard input, for messages
  /// @throws ProblemException malformed, if it is not a plan file
  public static PlanFile parse(String file, String text) {
    var name = name(file);
    if (!(json(file, text) instanceof Json.Obj plan)
        || plan.text("format").filter(FORMAT::equals).isEmpty()
        || plan.get("changes").isEmpty()
        || plan.get("documents").isEmpty()
        || plan.get("chain").isEmpty()) {
      throw ProblemException.malformed(
          "malformed-plan",
          name + " is not a plan file of this version of spiffe-aws",
          "create it again with: " + commandForUnknownChain(file, false));
    }
    var reader =
        new ManifestReader(
            name,
            path -> {
              throw ProblemException.malformed(
                  "malformed-plan",
                  name + " refers to the file " + path + ", but a plan contains all files",
                  "");
            });
    var chain = plan.get("chain").map(JsonText::compact).orElse("");
    var adopt = plan.get("adopt").filter(Json.of(true)::equals).isPresent();
    return new PlanFile(
        reader.read(chain),
        plan.text("chain_file").orElse(UNKNOWN_FILE),
        adopt,
        plan.get("changes").orElseThrow(),
        plan.get("documents").orElseThrow());
  }

  private static String name(String file) {
    return file.equals("-") ? "standard input" : file;
  }

  /// Compares this plan with a new one, so that only reviewed changes are carried out.
  ///
  /// @param created a new plan of the file's chain
  /// @return lines of a diff, `- ` for the saved plan and `+ ` for the new plan; empty if both are
  ///   the same
  public List<String> differences(PlanFile created) {
    if (created.changes.equals(changes) && created.documents.equals(documents)) {
      return List.of();
    }
    var lines = PlanDifference.ofChanges(changes, created.changes);
    return lines.isEmpty() ? PlanDifference.ofTexts(documents, created.documents) : lines;
  }

  /// The error that the saved plan is outdated.
  ///
  /// @param name of the file, for the command that creates it again
  public ProblemException outdated(String name) {
    return ProblemException.refused(
        "world-moved-on",
        "the plan is outdated: the changes to make differ from it",
        "create it again and review it: " + command(name, adopt));
  }

  /// Whether the plan takes over resources. Only a new plan can change that.
  ///
  /// @param name of the file
  public Adoption adoption(String name) {
    return new Adoption(adopt, command(name, true));
  }

  /// The command that creates this file again.
  ///
  /// @param name of the file
  /// @param adopt whether the new plan takes over resources
  public String command(String name, boolean adopt) {
    return command(chainFile, name, adopt);
  }

  /// The command that creates a file of a chain whose file is unknown.
  ///
  /// @param name of the file
  public static String commandForUnknownChain(String name, boolean adopt) {
    return command(UNKNOWN_FILE, name, adopt);
  }

  private static String command(String chainFile, String name, boolean adopt) {
    return TypedCommand.of("spiffe-aws plan -f %s", chainFile)
        + (adopt ? " --adopt" : "")
        + " --out "
        + (name.equals("-") ? "plan.json" : TypedCommand.word(name));
  }
}
