package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.rolesanywhere.anchor.CaText;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/// Shows trust anchors of IAM Roles Anywhere.
public final class AnchorView {
  private AnchorView() {}

  public static void show(FoundResource<TrustAnchor> found, Output output) {
    output.result(
        () ->
            Json.object()
                .with(
                    "trust_anchor",
                    json(found.resource()).with("tags", TrustView.json(found.tags()))),
        () -> text(found));
  }

  public static void show(List<TrustAnchor> anchors, Output output) {
    output.result(
        () ->
            Json.object()
                .with("trust_anchors", Json.array(anchors.stream().map(AnchorView::json).toList())),
        () -> table(anchors).print(output));
  }

  private static Table table(List<TrustAnchor> anchors) {
    var table = new Table("NAME", "STATE", "CAS", "ARN").optional("CAS");
    anchors.forEach(anchor ->
        table.row(
            List.of(
                anchor.name(),
                state(anchor.enabled()),
                anchor.cas().isEmpty()
                    ? anchor.sourceType()
                    : anchor.cas().stream().map(CaText::id).collect(Collectors.joining(",")),
                anchor.arn().toString())));
    return table;
  }

  static String state(boolean enabled) {
    return enabled ? "enabled" : "disabled";
  }

  private static Json.Obj json(TrustAnchor anchor) {
    return Json.object()
        .with("name", Json.of(anchor.name()))
        .with("arn", Json.of(anchor.arn().toString()))
        .with("enabled", Json.of(anchor.enabled()))
        .with("source_type", Json.of(anchor.sourceType()))
        .with("cas", Json.array(anchor.cas().stream().map(AnchorView::json).toList()));
  }

  private static Json.Obj json(X509Certificate ca) {
    return Json.object()
        .with("authority_id", Json.of(CaText.id(ca)))
        .with("subject", Json.of(ca.getSubjectX500Principal().toString()))
        .with("sha256", Json.of(CaText.sha256(ca)))
        .with("not_before", Json.of(Times.text(ca.getNotBefore().toInstant())))
        .with("expires_at", Json.of(Times.text(ca.getNotAfter().toInstant())));
  }

  private static String text(FoundResource<TrustAnchor> found) {
    var anchor = found.resource();
    return TrustView.field("name", anchor.name())
        + TrustView.field("arn", anchor.arn().toString())
        + TrustView.field("state", state(anchor.enabled()))
        + TrustView.field("source", anchor.sourceType())
        + TrustView.fields("ca", anchor.cas().stream().map(AnchorView::line).toList())
        + TrustView.fields("tag", TrustView.texts(found.tags()));
  }

  private static String line(X509Certificate ca) {
    return "%s  %s, expires %s"
        .formatted(
            CaText.id(ca), Text.plain(ca.getSubjectX500Principal().toString()), CaText.expires(ca));
  }
}
