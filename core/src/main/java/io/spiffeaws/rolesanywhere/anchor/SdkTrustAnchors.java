package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.json.Json;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.management.ManagementCalls;
import io.spiffeaws.rolesanywhere.management.ResourceCalls;
import io.spiffeaws.rolesanywhere.management.ResourceTags;
import io.spiffeaws.workload.CertificatePem;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [TrustAnchors] by the management API. Thread-safe.
public final class SdkTrustAnchors implements TrustAnchors {
  private final ResourceCalls calls;
  private final ResourceTags tags;
  private final String region;

  /// @param region for lists and new trust anchors; otherwise the ARN contains it
  public SdkTrustAnchors(ManagementCalls calls, String region) {
    this.calls = ResourceCalls.trustAnchors(calls);
    this.tags = new ResourceTags(calls);
    this.region = region;
  }

  @Override
  public List<TrustAnchor> list() {
    return calls.list(region).stream().map(SdkTrustAnchors::parse).toList();
  }

  @Override
  public Optional<TrustAnchor> find(RolesAnywhereArn arn) {
    return calls.find(arn).map(SdkTrustAnchors::shown);
  }

  @Override
  public TrustAnchor create(String name, List<X509Certificate> cas, Map<String, String> tags) {
    var body =
        Json.object()
            .with("name", Json.of(name))
            .with("enabled", Json.of(true))
            .with("source", source(cas))
            .with("tags", ResourceTags.json(tags));
    return shown(calls.create(region, body));
  }

  @Override
  public TrustAnchor replaceCas(RolesAnywhereArn arn, List<X509Certificate> cas) {
    return shown(calls.update(arn, Json.object().with("source", source(cas))));
  }

  @Override
  public void enable(RolesAnywhereArn arn) {
    calls.enable(arn);
  }

  @Override
  public void delete(RolesAnywhereArn arn) {
    calls.delete(arn);
  }

  @Override
  public Map<String, String> tags(RolesAnywhereArn arn) {
    return tags.of(arn.toString(), arn.region());
  }

  @Override
  public void tag(RolesAnywhereArn arn, Map<String, String> added) {
    tags.add(arn.toString(), arn.region(), added);
  }

  private static Json source(List<X509Certificate> cas) {
    var data = Json.object().with("x509CertificateData", Json.of(CertificatePem.text(cas)));
    return Json.object()
        .with("sourceType", Json.of(TrustAnchor.CERTIFICATE_BUNDLE))
        .with("sourceData", data);
  }

  private static TrustAnchor shown(Json.Obj answer) {
    return parse(ManagementCalls.object(answer, "trustAnchor"));
  }

  static TrustAnchor parse(Json.Obj json) {
    var source = ManagementCalls.object(json, "source");
    return new TrustAnchor(
        ResourceCalls.arn(json, "trustAnchorArn", RolesAnywhereArn.Type.TRUST_ANCHOR),
        ManagementCalls.text(json, "name"),
        json.get("enabled").equals(Optional.of(Json.of(true))),
        source.text("sourceType").orElse(""),
        cas(source));
  }

  private static List<X509Certificate> cas(Json.Obj source) {
    var pem =
        source.get("sourceData").orElse(null) instanceof Json.Obj data
            ? data.text("x509CertificateData").orElse("")
            : "";
    try {
      return CertificatePem.parse(pem);
    } catch (CertificateException e) {
      throw ManagementCalls.unusable();
    }
  }
}
