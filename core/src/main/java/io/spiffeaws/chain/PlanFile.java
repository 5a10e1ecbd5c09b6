package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestJson;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.policy.LineDiff;
import java.util.ArrayList;
import java.util.List;

/// A plan that is kept to be carried out later: the chain as it was then, with all that it named,
/// and what it would change. Holds no secret.
///
/// @param manifest the chain
/// @param adopt whether it takes over what others made
/// @param changes what it would change
/// @param documents policies that it would replace, in full, since a diff does not tell the place
public record PlanFile(Manifest manifest, boolean adopt, Json changes, Json documents) {
  private static final String FORMAT = "spiffe-aws-plan-1";

  /// @param plan of that chain
  /// @param changes the changes of that plan, as programs read them
  public static PlanFile of(Manifest manifest, Plan plan, Json changes, boolean adopt) {
    return new PlanFile(manifest, adopt, changes, PlanDocuments.of(plan));
  }

  /// The text that [#parse(String, String)] reads.
  public String text() {
    return JsonText.pretty(
            Json.object()
                .with("format", Json.of(FORMAT))
                .with("adopt", Json.of(adopt))
                .with("changes", changes)
                .with("documents", documents)
                .with("chain", ManifestJson.write(manifest)))
        + "\n";
  }

  /// @param name what the text is called in messages
  /// @throws ProblemException malformed, where it is not such a file
  public static PlanFile parse(String name, String text) {
    if (!(JsonText.parse(text, name) instanceof Json.Obj plan)
        || plan.text("format").filter(FORMAT::equals).isEmpty()
        || plan.get("changes").isEmpty()
        || plan.get("documents").isEmpty()
        || plan.get("chain").isEmpty()) {
      throw ProblemException.malformed(
          "malformed-plan",
          name + " is not a plan, or one of another version of spiffe-aws",
          "make it anew: " + command(name, false));
    }
    var reader =
        new ManifestReader(
            name,
            path -> {
              throw ProblemException.malformed(
                  "malformed-plan",
                  name + " names the file " + path + ", and a plan holds all",
                  "");
            });
    var chain = plan.get("chain").map(JsonText::compact).orElse("");
    var adopt = plan.get("adopt").filter(Json.of(true)::equals).isPresent();
    return new PlanFile(
        reader.read(chain),
        adopt,
        plan.get("changes").orElseThrow(),
        plan.get("documents").orElseThrow());
  }

  /// What is otherwise than in the file: nothing else than what was reviewed is carried out.
  ///
  /// @param made the plan of the file's chain, made again
  /// @return lines of a diff, `- ` for what the file has and `+ ` for what would be done; empty if
  ///   both are the same
  public List<String> differences(PlanFile made) {
    if (made.changes.equals(changes) && made.documents.equals(documents)) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    LineDiff.of(JsonText.pretty(changes), JsonText.pretty(made.changes))
        .lines()
        .forEach(lines::add);
    LineDiff.of(JsonText.pretty(documents), JsonText.pretty(made.documents))
        .lines()
        .forEach(lines::add);
    return lines;
  }

  /// That the plan is no longer the one of the file.
  ///
  /// @param name of the file, for the command that makes it anew
  public ProblemException outdated(String name) {
    return ProblemException.refused(
        "world-moved-on",
        "the changes to make are no longer those of the plan",
        "make it again, and review it: " + command(name, adopt));
  }

  /// What it takes over; as it is kept, that can be changed only by a plan that is made anew.
  ///
  /// @param name of the file
  public Adoption adoption(String name) {
    return new Adoption(adopt, command(name, true));
  }

  /// The command that makes such a file.
  public static String command(String name, boolean adopt) {
    return "spiffe-aws plan -f chain.yaml"
        + (adopt ? " --adopt" : "")
        + " --out "
        + TypedCommand.word(name);
  }
}
