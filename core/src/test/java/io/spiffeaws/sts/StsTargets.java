package io.spiffeaws.sts;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Fuzz targets: the parsers of this package.
public final class StsTargets {
  private static final String ANSWER =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult><Credentials><SessionToken>t&amp;u</SessionToken>
      <Expiration>2026-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>\
      """;

  private StsTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.answer(
            "STS answer",
            Form.TEXT,
            bytes -> ExchangeAnswer.parse(new String(bytes, StandardCharsets.UTF_8)).text("a/b"),
            ANSWER,
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>m</Message></Error></ErrorResponse>"),
        Target.text("role ARN", RoleArn::parse, "arn:aws:iam::123456789012:role/a/b"),
        Target.text("session name", SessionName::new, "a+b=c"),
        Target.text("subject of a session", SessionName::of, "spiffe://example.org/a"));
  }
}
