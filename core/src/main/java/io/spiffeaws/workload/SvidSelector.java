package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Selects one identity if an agent offers several. It never selects simply the first: then a
/// program's identity would depend on the agent's order. An agent offers the same identity twice if
/// two registration entries have it, for instance one of the SPIRE controller manager.
///
/// @param spiffeId the SPIFFE ID to select
/// @param hint the label of the registration entry; if several have it, the first is selected
///   (Workload API, section 5.2.1)
public record SvidSelector(Optional<SpiffeId> spiffeId, Optional<String> hint) {
  public static final SvidSelector THE_ONLY_ONE =
      new SvidSelector(Optional.empty(), Optional.empty());

  /// Returns the selected identity.
  ///
  /// @throws ProblemException no identity, if none or several match; the message lists the offered
  ///   identities, sorted
  public <S extends OfferedIdentity> S of(List<S> offered) {
    var matching =
        offered.stream()
            .filter(svid -> spiffeId.isEmpty() || spiffeId.get().equals(svid.spiffeId()))
            .filter(svid -> hint.isEmpty() || hint.get().equals(svid.hint()))
            .toList();
    if (matching.isEmpty()) {
      throw ProblemException.noIdentity(
          "no-such-identity",
          "the agent offers no identity "
              + description()
              + (offered.isEmpty() ? "" : "; it offers " + list(offered)),
          "specify one of these with --spiffe-id; to find why it is missing, run: spiffe-aws doctor"
              + spiffeId.map(id -> TypedCommand.of(" --spiffe-id %s", id)).orElse("")
              + hint.map(label -> TypedCommand.of(" --hint %s", label)).orElse(""));
    }
    var ids = matching.stream().map(OfferedIdentity::spiffeId).distinct().count();
    if (ids > 1 && hint.isEmpty()) {
      throw ProblemException.noIdentity(
          "several-identities",
          "the agent offers several identities and none was specified: " + list(matching),
          "specify one with --spiffe-id ID, --hint HINT, or SPIFFE_AWS_ID");
    }
    return matching.getFirst();
  }

  private String description() {
    return spiffeId.map(id -> id.toString()).orElse("")
        + (spiffeId.isPresent() && hint.isPresent() ? " " : "")
        + hint.map(label -> "with the hint \"" + label + "\"").orElse("");
  }

  private static String list(List<? extends OfferedIdentity> svids) {
    return svids.stream()
        .map(svid -> svid.spiffeId() + (svid.hint().isEmpty() ? "" : " (hint " + svid.hint() + ")"))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
