package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.CertificateNames;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.workload.CertificatePem;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;

/// The parsers of this package.
public final class AnchorTargets {
  private static final String ARN =
      "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001";

  private AnchorTargets() {}

  public static List<Target> all() {
    var pem = new String(FuzzSamples.bytes("svid.pem"), StandardCharsets.ISO_8859_1);
    return List.of(
        Target.text(
            "trust anchor ARN",
            text -> RolesAnywhereArn.parse(text, RolesAnywhereArn.Type.TRUST_ANCHOR),
            ARN),
        Target.text("CA file of a trust anchor", AnchorTargets::file, pem),
        Target.answer(
            "trust anchor of IAM Roles Anywhere",
            Form.JSON,
            AnchorTargets::answer,
            "{\"trustAnchorArn\":\""
                + ARN
                + "\",\"name\":\"a\",\"enabled\":true,\"source\":"
                + "{\"sourceType\":\"CERTIFICATE_BUNDLE\",\"sourceData\":{\"x509CertificateData\":"
                + JsonText.compact(Json.of(pem))
                + "}}}"));
  }

  /// The names of a certificate are read too, from which AWS makes the session tags.
  private static void file(String text) {
    try {
      var cas = CertificatePem.parse(text);
      CaFile.fault(cas, Instant.EPOCH);
      for (var ca : cas) {
        new CertificateNames(ca).tags();
        new CertificateNames(ca).sourceIdentity();
      }
    } catch (CertificateException e) {
      throw ProblemException.malformed("malformed", "malformed", "");
    }
  }

  private static void answer(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (JsonText.parse(text, "answer") instanceof Json.Obj object) {
      SdkTrustAnchors.parse(object);
    }
  }
}
