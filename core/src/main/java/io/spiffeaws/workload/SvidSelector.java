package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Selects one identity if an agent offers several. It never selects simply the first: then a
/// program's identity would depend on the agent's order. An agent offers the same identity twice if
/// two registration entries have it, for instance one of the SPIRE controller manager.
///
/// @param spiffeId the SPIFFE ID to select
/// @param hint the label of the registration entry; if several have it, the first is selected
///   (Workload API, section 5.2.1)
public record SvidSelector(Optional<SpiffeId> spiffeId, Optional<String> hint) {
  /// The code of the problem that several identities match.
  public static final String SEVERAL = "several-identities";

  private static final int MAX_SHOWN = 5;

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
          SEVERAL,
          "the agent offers several identities and none was specified: " + list(matching),
          "specify one in SPIFFE_AWS_ID, or with " + options(matching));
    }
    return matching.getFirst();
  }

  /// The options that select one of the identities.
  private static String options(List<? extends OfferedIdentity> offered) {
    var hints = offered.stream().map(OfferedIdentity::hint).filter(hint -> !hint.isEmpty());
    return Stream.concat(
            offered.stream()
                .map(svid -> TypedCommand.of("--spiffe-id %s", svid.spiffeId()))
                .sorted(),
            hints.map(hint -> TypedCommand.of("--hint %s", hint)).sorted())
        .distinct()
        .limit(MAX_SHOWN)
        .collect(Collectors.joining(" or "));
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
