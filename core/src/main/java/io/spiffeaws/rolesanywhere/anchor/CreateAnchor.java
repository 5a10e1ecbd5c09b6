package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.management.ManagedTags;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.CompletedWrites;
import io.spiffeaws.trust.iam.TagDiff;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Creates a trust anchor, or gives an existing one these CAs.
public final class CreateAnchor {
  private final TrustAnchors anchors;

  public CreateAnchor(TrustAnchors anchors) {
    this.anchors = anchors;
  }

  /// @param cas one or two
  /// @param adopt manage a trust anchor that this tool did not create
  public record Request(
      ResourceReference reference,
      List<X509Certificate> cas,
      Map<String, String> tags,
      boolean adopt,
      boolean dryRun) {
    public Request {
      cas = List.copyOf(cas);
      tags = Map.copyOf(tags);
    }
  }

  /// Returns the CAs of a SPIRE server that a trust anchor needs.
  ///
  /// @throws ProblemException refused: `too-many-cas`; as [CaSource#select]
  public static List<X509Certificate> cas(CaSource source) {
    var selection = source.select();
    if (!selection.excess().isEmpty()) {
      throw SyncAnchor.tooMany(selection, "a trust anchor holds 2");
    }
    return selection.certificates();
  }

  /// @throws ProblemException missing: the ARN; malformed: the name is ambiguous; refused:
  ///   `anchor-not-ours`, or if AWS rejects a call. The message lists the completed writes
  public ChangeReport run(Request request) {
    var found = AnchorLookup.of(anchors).find(request.reference());
    if (found.isPresent()) {
      AnchorLookup.check(found.get(), request.adopt());
      return report(update(found.get(), request), request);
    }
    if (request.reference().arn().isPresent()) {
      AnchorLookup.of(anchors).required(request.reference(), "");
    }
    return report(create(request), request);
  }

  private static ChangeReport report(Change change, Request request) {
    return new ChangeReport(new Changes(List.of(change), request.dryRun()), List.of());
  }

  private Change create(Request request) {
    var tags = ManagedTags.of(request.tags());
    var lines = AnchorChange.lines(List.of(), request.cas(), _ -> "");
    lines.addAll(TagDiff.of(Map.of(), tags, false).lines());
    var name = request.reference().text();
    var arn = request.dryRun() ? null : anchors.create(name, request.cas(), tags).arn().toString();
    return AnchorChange.of(name, Change.Action.CREATED, arn, lines);
  }

  private Change update(FoundResource<TrustAnchor> found, Request request) {
    var anchor = found.resource();
    var tags = TagDiff.of(found.tags(), ManagedTags.of(request.tags()), false);
    var lines = new ArrayList<>(AnchorChange.lines(anchor.cas(), request.cas(), _ -> ""));
    if (!anchor.enabled()) {
      lines.add("+ enabled");
    }
    lines.addAll(tags.lines());
    if (!request.dryRun()) {
      write(anchor, request, tags);
    }
    return AnchorChange.of(
        anchor.name(),
        lines.isEmpty() ? Change.Action.UNCHANGED : Change.Action.UPDATED,
        anchor.arn().toString(),
        lines);
  }

  private void write(TrustAnchor anchor, Request request, TagDiff tags) {
    var writes = new CompletedWrites();
    try {
      if (!tags.added().isEmpty()) {
        anchors.tag(anchor.arn(), tags.added());
        writes.add("trust anchor " + anchor.name() + " was tagged");
      }
      if (!AnchorChange.same(anchor.cas(), request.cas())) {
        anchors.replaceCas(anchor.arn(), request.cas());
        writes.add("the CAs of trust anchor " + anchor.name() + " were replaced");
      }
      if (!anchor.enabled()) {
        anchors.enable(anchor.arn());
      }
    } catch (ProblemException e) {
      throw writes.addTo(e);
    }
  }
}
