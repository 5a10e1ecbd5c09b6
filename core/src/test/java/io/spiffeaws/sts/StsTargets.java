package io.spiffeaws.sts;

import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.fuzz.CannedHttp;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.http.QueryCall;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/// Fuzz targets: the parsers of this package.
public final class StsTargets {
  private static final String ANSWER =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult><Credentials><SessionToken>t&amp;u</SessionToken>
      <Expiration>2026-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>\
      """;

  private static final String CREDENTIALS =
      """
      <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>\
      <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/app/s</Arn></AssumedRoleUser>\
      <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
      <SessionToken>t</SessionToken><Expiration>2026-11-23T13:00:00.123Z</Expiration></Credentials>\
      </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>\
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
        exchange("credentials of STS", 200, CREDENTIALS),
        exchange(
            "denial of STS",
            403,
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>m</Message></Error></ErrorResponse>",
            "<Error><Code>InvalidIdentityToken</Code><Message>Incorrect token audience</Message></Error>"),
        Target.answer(
            "AssumeRole",
            Form.TEXT,
            StsTargets::assume,
            CREDENTIALS.replace("WithWebIdentity", "")),
        Target.text("role ARN", RoleArn::parse, "arn:aws:iam::123456789012:role/a/b"),
        Target.text("session name", SessionName::new, "a+b=c"),
        Target.text("subject of a session", SessionName::of, "spiffe://example.org/a"));
  }

  private static Target exchange(String name, int status, String... answers) {
    return Target.answer(
        name,
        Form.TEXT,
        bytes -> {
          var answer = new QueryCall.Answer(status, new String(bytes, StandardCharsets.UTF_8));
          if (status == 200) {
            HttpTokenExchange.credentials(Request.SAMPLE, answer);
          } else {
            denied(answer);
          }
        },
        answers);
  }

  /// A denial is always a problem, of any kind.
  private static void denied(QueryCall.Answer answer) {
    try {
      HttpTokenExchange.credentials(Request.SAMPLE, answer);
      throw new AssertionError("a denial with credentials");
    } catch (ProblemException denial) {
      denial.problem();
    }
  }

  private static void assume(byte[] body) {
    try {
      var answer = CannedHttp.sts(body).assumeRole(call -> call.roleArn("a").roleSessionName("ab"));
      var request = Request.SAMPLE;
      SdkSessions.credentials(
          request.role(), request.sessionName(), answer.credentials(), answer.assumedRoleUser());
    } catch (SdkException e) {
      throw SdkProblems.translate("STS", "sts:AssumeRole", e);
    }
  }

  /// Created once, since its token is signed.
  private static final class Request {
    static final ExchangeRequest SAMPLE =
        new ExchangeRequest(
            RoleArn.parse("arn:aws:iam::123456789012:role/app"),
            new SessionName("session"),
            new TokenForge("k").signed("{\"iss\":\"https://i\",\"aud\":\"a\",\"sub\":\"s\"}"),
            Duration.ofHours(1),
            SessionPolicies.NONE);
  }
}
