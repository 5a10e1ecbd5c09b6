package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.trust.iam.ChangeReport;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives a trust anchor the CAs that it needs now. All certificates are replaced in one call, so a
/// CA is never removed before the one that replaces it is added. Not thread-safe.
public final class SyncAnchor {
  /// How long a trust anchor that was read is taken for current.
  private static final Duration CURRENT = Duration.ofMinutes(1);

  private final TrustAnchors anchors;
  private final CaSource source;
  private final InstantSource clock;
  private @Nullable TrustAnchor known;
  private Instant readAt = Instant.MIN;

  public SyncAnchor(TrustAnchors anchors, CaSource source, InstantSource clock) {
    this.anchors = anchors;
    this.source = source;
    this.clock = clock;
  }

  /// @param reference a trust anchor that this tool manages; the same in every run
  public record Request(ResourceReference reference, boolean dryRun) {}

  /// Replaces the CAs if they differ. If more than two CAs may have valid X509-SVIDs, the trust
  /// anchor gets the active one and the newest of the others, before the error is thrown.
  ///
  /// @throws ProblemException missing: the trust anchor; refused: `anchor-not-ours`,
  ///   `too-many-cas`, or if AWS rejects a call; unreachable: the SPIRE server or AWS
  public ChangeReport run(Request request) {
    var selection = source.select();
    try {
      var anchor = anchor(request);
      var change = change(anchor, selection, request.dryRun());
      checkExcess(selection, anchor);
      return new ChangeReport(
          new Changes(List.of(change), request.dryRun()), warnings(anchor, selection));
    } catch (ProblemException e) {
      readAt = Instant.MIN;
      throw e;
    }
  }

  private TrustAnchor anchor(Request request) {
    var now = clock.instant();
    var last = known;
    if (last != null && now.isBefore(readAt.plus(CURRENT))) {
      return last;
    }
    var anchor =
        last == null
            ? managed(request.reference())
            : anchors.find(last.arn()).orElseThrow(() -> deleted(last));
    known = anchor;
    readAt = now;
    return anchor;
  }

  private TrustAnchor managed(ResourceReference reference) {
    var found = AnchorLookup.of(anchors).required(reference, AnchorLookup.creation(reference));
    AnchorLookup.check(found, false);
    return found.resource();
  }

  private Change change(TrustAnchor anchor, CaSelection selection, boolean dryRun) {
    var desired = selection.certificates();
    if (AnchorChange.same(anchor.cas(), desired)) {
      return AnchorChange.of(
          anchor.name(), Change.Action.UNCHANGED, anchor.arn().toString(), List.of());
    }
    if (!dryRun) {
      known = anchors.replaceCas(anchor.arn(), desired);
      readAt = clock.instant();
    }
    return AnchorChange.of(
        anchor.name(),
        Change.Action.UPDATED,
        anchor.arn().toString(),
        AnchorChange.lines(anchor.cas(), desired, ca -> note(ca, selection)));
  }

  private String note(X509Certificate ca, CaSelection selection) {
    if (selection.tainted().contains(ca)) {
      return "tainted";
    }
    if (clock.instant().isAfter(ca.getNotAfter().toInstant())) {
      return "expired";
    }
    return selection.selected().stream()
        .filter(selected -> selected.certificate().equals(ca))
        .map(selected -> selected.standing().word())
        .findFirst()
        .orElse(
            selection.excess().stream().anyMatch(excess -> excess.certificate().equals(ca))
                ? "no place for it"
                : "no longer needed");
  }

  private static List<String> warnings(TrustAnchor anchor, CaSelection selection) {
    var warnings = new ArrayList<String>();
    if (!anchor.enabled()) {
      warnings.add(
          TypedCommand.of(
              "trust anchor %s is disabled; to enable it, run: spiffe-aws trust anchor create %s",
              anchor.name(), anchor.name()));
    }
    for (var waiting : selection.waiting()) {
      warnings.add(
          ("the prepared CA %s has no place in trust anchor %s until X509-SVIDs of %s are not valid"
                  + " any more; do not activate it before")
              .formatted(CaText.id(waiting.certificate()), anchor.name(), last(selection)));
    }
    return warnings;
  }

  private static String last(CaSelection selection) {
    return CaText.id(selection.selected().getLast().certificate());
  }

  private static void checkExcess(CaSelection selection, TrustAnchor anchor) {
    if (!selection.excess().isEmpty()) {
      throw tooMany(
          selection,
          "trust anchor %s holds 2, so X509-SVIDs of %s are denied"
              .formatted(anchor.name(), CaText.ids(selection.excess())));
    }
  }

  /// The problem of CAs that a trust anchor cannot hold.
  ///
  /// @param consequence the second half of the message
  static ProblemException tooMany(CaSelection selection, String consequence) {
    var all = new ArrayList<>(selection.selected());
    all.addAll(selection.excess());
    return ProblemException.refused(
        "too-many-cas",
        "the X509-SVIDs of %d CAs may be valid (%s), and %s"
            .formatted(all.size(), CaText.ids(all), consequence),
        "rotate only when the X509-SVIDs of the CA before have expired; several SPIRE servers need an"
            + " UpstreamAuthority");
  }

  private static ProblemException deleted(TrustAnchor anchor) {
    return ProblemException.missing(
        "no-such-trust-anchor",
        "trust anchor %s was deleted".formatted(anchor.arn()),
        TypedCommand.of("create it with: spiffe-aws trust anchor create %s", anchor.name()));
  }
}
