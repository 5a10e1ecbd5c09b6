package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestJson;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;

/// A plan that is kept to be carried out later: the chain as it was then, with all that it named,
/// and by which the world is told from another. Holds no secret.
///
/// @param manifest the chain
/// @param fingerprint of the world that the plan was made for
/// @param adopt whether it takes over what others made
public record PlanFile(Manifest manifest, String fingerprint, boolean adopt) {
  private static final String FORMAT = "spiffe-aws-plan-1";

  /// The plan of that chain in that world.
  public static PlanFile of(Manifest manifest, World world, boolean adopt) {
    return new PlanFile(manifest, WorldFingerprint.of(manifest, world), adopt);
  }

  /// @param changes what it would change, for whoever reads the file
  public String text(Json changes) {
    return JsonText.pretty(
            Json.object()
                .with("format", Json.of(FORMAT))
                .with("world", Json.of(fingerprint))
                .with("adopt", Json.of(adopt))
                .with("changes", changes)
                .with("chain", ManifestJson.write(manifest)))
        + "\n";
  }

  /// @param name what the text is called in messages
  /// @throws ProblemException malformed, where it is not such a file
  public static PlanFile parse(String name, String text) {
    if (!(JsonText.parse(text, name) instanceof Json.Obj plan)
        || plan.text("format").filter(FORMAT::equals).isEmpty()
        || plan.text("world").isEmpty()
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
    return new PlanFile(reader.read(chain), plan.text("world").orElse(""), adopt);
  }

  /// @param name of the file, for the command that makes it anew
  /// @throws ProblemException refused, where the world is no longer the one that it was made for
  public void check(World world, String name) {
    if (!WorldFingerprint.of(manifest, world).equals(fingerprint)) {
      throw ProblemException.refused(
          "world-moved-on",
          "what the plan is about has changed since it was made",
          "make it anew, and look at it again: " + command(name, adopt));
    }
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
