package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which identity is meant where an agent offers several. Nothing is guessed: a program that took
/// "the first" would change its identity with the agent's order.
///
/// @param spiffeId the ID itself
/// @param hint the label of its registration entry; the first of several with it, as the Workload
///   API has it (section 5.2.1)
public record SvidSelector(Optional<SpiffeId> spiffeId, Optional<String> hint) {
  public static final SvidSelector THE_ONLY_ONE =
      new SvidSelector(Optional.empty(), Optional.empty());

  /// @throws ProblemException no identity, where none fits or several do; it lists what was
  ///   offered, sorted
  public JwtSvid of(List<JwtSvid> offered) {
    var fitting =
        offered.stream()
            .filter(svid -> spiffeId.isEmpty() || spiffeId.get().equals(svid.spiffeId()))
            .filter(svid -> hint.isEmpty() || hint.get().equals(svid.hint()))
            .toList();
    if (fitting.isEmpty()) {
      throw ProblemException.noIdentity(
          "no-such-identity",
          "the agent offers no identity "
              + wanted()
              + (offered.isEmpty() ? "" : "; it offers " + list(offered)),
          "choose one of those with --spiffe-id, or register the one you mean: spiffe-aws register ID"
              + " --selector TYPE:VALUE");
    }
    if (fitting.size() > 1 && hint.isEmpty()) {
      throw ProblemException.noIdentity(
          "several-identities",
          "the agent offers several identities and none was chosen: " + list(fitting),
          "choose one with --spiffe-id ID, --hint HINT, or SPIFFE_AWS_ID");
    }
    return fitting.getFirst();
  }

  private String wanted() {
    return spiffeId.map(id -> id.toString()).orElse("")
        + (spiffeId.isPresent() && hint.isPresent() ? " " : "")
        + hint.map(label -> "with the hint \"" + label + "\"").orElse("");
  }

  private static String list(List<JwtSvid> svids) {
    return svids.stream()
        .map(svid -> svid.spiffeId() + (svid.hint().isEmpty() ? "" : " (hint " + svid.hint() + ")"))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
