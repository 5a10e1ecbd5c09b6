package io.spiffeaws.rolesanywhere.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.http.Proxies;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.anchor.SdkTrustAnchors;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.rolesanywhere.profile.SdkRolesAnywhereProfiles;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The calls of the management API with an HTTP server that imitates it.
final class ManagementCallsTest {
  private static final String ID = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final RolesAnywhereArn ANCHOR =
      arn("trust-anchor", RolesAnywhereArn.Type.TRUST_ANCHOR);
  private static final RolesAnywhereArn PROFILE = arn("profile", RolesAnywhereArn.Type.PROFILE);
  private static final String DETAIL =
      """
      {"trustAnchorArn":"%s","name":"%s","enabled":true,"source":{"sourceType":"AWS_ACM_PCA","sourceData":{"acmPcaArn":"a"}}}\
      """
          .formatted(ANCHOR, "spire");

  private final ManagementApi api = new ManagementApi();
  private final SdkTrustAnchors anchors = new SdkTrustAnchors(api.calls(), "eu-west-1");
  private final SdkRolesAnywhereProfiles profiles =
      new SdkRolesAnywhereProfiles(api.calls(), "eu-west-1");

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void changesAreSentWithPatchAndSigned() {
    api.then(200, "", "{\"trustAnchor\":" + DETAIL + "}");
    assertThat(anchors.replaceCas(ANCHOR, List.of()).name()).isEqualTo("spire");
    assertThat(api.requests)
        .containsExactly(
            "PATCH /trustanchor/"
                + ID
                + " {\"source\":{\"sourceType\":\"CERTIFICATE_BUNDLE\","
                + "\"sourceData\":{\"x509CertificateData\":\"\"}}}");
    assertThat(api.headers.getOrDefault("Authorization", List.of()).getFirst())
        .contains("/eu-west-1/rolesanywhere/aws4_request");
  }

  @Test
  void allPagesAreReadAtOneCallASecond() {
    api.then(200, "", "{\"trustAnchors\":[%s],\"nextToken\":\"a/b=\"}".formatted(DETAIL))
        .then(200, "", "{\"trustAnchors\":[%s]}".formatted(DETAIL))
        .then(200, "", "{\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
    assertThat(anchors.list()).hasSize(2);
    assertThat(anchors.tags(ANCHOR)).isEqualTo(Map.of("k", "v"));
    assertThat(api.requests.get(1)).startsWith("GET /trustanchors?nextToken=a%2Fb%3D ");
    assertThat(api.requests.get(2)).startsWith("GET /ListTagsForResource?resourceArn=arn%3Aaws");
    assertThat(api.times).as("tags have a quota of their own").containsExactly(0L, 1000L, 1000L);
  }

  @Test
  void aRepeatedPageTokenIsAnError() {
    api.then(200, "", "{\"profiles\":[],\"nextToken\":\"1\"}")
        .then(200, "", "{\"profiles\":[],\"nextToken\":\"1\"}");
    assertThat(problem(profiles::list).code()).isEqualTo("repeated-page-token");
  }

  @Test
  void aThrottledCallIsRepeatedAtTheRate() {
    api.then(429, "ThrottlingException", "{}")
        .then(400, "ThrottlingException", "{}")
        .then(200, "", "{\"trustAnchors\":[]}");
    assertThat(anchors.list()).isEmpty();
    assertThat(api.times).containsExactly(0L, 1000L, 2000L);
  }

  @Test
  void throttlingIsReportedWhenTheTimeoutHasPassed() {
    for (var i = 0; i < 20; i++) {
      api.then(429, "ThrottlingException", "{}");
    }
    assertThat(problem(anchors::list))
        .isInstanceOf(Problem.Unreachable.class)
        .extracting(Problem::message)
        .isEqualTo("IAM Roles Anywhere is throttling calls of rolesanywhere:ListTrustAnchors");
    assertThat(api.times.getLast()).isLessThanOrEqualTo(10_000);
    assertThat(api.requests).hasSizeBetween(5, 10);
  }

  /// Names are not unique, so a second request may create a second trust anchor.
  @ParameterizedTest
  @CsvSource({"false, 3", "true, 1"})
  void aFailedCallIsRepeatedUnlessItCreates(boolean creates, int requests) {
    problem(() -> {
      if (creates) {
        anchors.create("spire", List.of(), Map.of());
      } else {
        anchors.replaceCas(ANCHOR, List.of());
      }
    });
    assertThat(api.requests).hasSize(requests);
  }

  @Test
  void whatDoesNotExistIsEmptyOrDone() {
    var words = "{\"message\":\"Trust anchor not found\"}";
    api.then(404, "ResourceNotFoundException", words)
        .then(404, "ResourceNotFoundException", words)
        .then(404, "ResourceNotFoundException", words);
    assertThat(anchors.find(ANCHOR)).isEmpty();
    anchors.delete(ANCHOR);
    assertThat(problem(() -> anchors.enable(ANCHOR)))
        .isEqualTo(
            new Problem.Missing(
                "no-such-roles-anywhere-resource",
                "IAM Roles Anywhere does not find the resource of rolesanywhere:EnableTrustAnchor in eu-west-1: Trust anchor not found",
                "check the ARN, and the account of the credentials (--profile)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | AccessDeniedException | User: x is not authorized to perform: rolesanywhere:CreateProfile | access-denied | AWS denied rolesanywhere:CreateProfile in eu-west-1: User | allow the caller rolesanywhere:CreateProfile, or
          403 | AccessDeniedException | x is not authorized to perform: iam:PassRole on resource: r | access-denied | AWS denied iam:PassRole, which rolesanywhere:CreateProfile requires, in eu-west-1: x | allow the caller iam:PassRole for the service rolesanywhere.amazonaws.com on the roles
          403 | AccessDeniedException | not authorized: iam:CreateServiceLinkedRole | access-denied | AWS denied iam:CreateServiceLinkedRole, which | allow the caller iam:CreateServiceLinkedRole, or
          400 | ValidationException | Profile limit exceeded | limit-exceeded | a quota of the account in eu-west-1 prevents rolesanywhere:CreateProfile: Profile limit exceeded | to see the quotas, run: aws service-quotas
          400 | ValidationException | Invalid. | request-refused | IAM Roles Anywhere in eu-west-1 rejected rolesanywhere:CreateProfile: Invalid | ''
          400 | TooManyTagsException | Too many | too-many-tags | the resource would have more than 200 tags: Too many | specify fewer
          403 | InvalidSignatureException | '' | bad-aws-credentials | IAM Roles Anywhere rejected the keys in AWS_ACCESS_KEY_ID | correct or unset
          503 | '' | '' | service-failed | IAM Roles Anywhere answered HTTP 503 | try again
          """)
  void errorsAreExplained(
      int status, String error, String words, String code, String message, String hint) {
    api.then(status, error, "{\"message\":\"%s\"}".formatted(words));
    var settings =
        new ProfileSettings(
            "p", List.of("r"), Duration.ofHours(1), false, Optional.empty(), List.of());
    var problem = problem(() -> profiles.create(settings, Map.of()));
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).startsWith(message);
    assertThat(problem.hint()).startsWith(hint);
  }

  @Test
  void profileIsReadAndWritten() {
    var settings =
        new ProfileSettings(
            "p", List.of("r"), Duration.ofMinutes(20), true, Optional.of("{}"), List.of("a"));
    api.then(
        201,
        "",
        """
        {"profile":{"profileArn":"%s","name":"p","enabled":false,"roleArns":["r"],"managedPolicyArns":["a"],
        "durationSeconds":1200,"acceptRoleSessionName":true,"sessionPolicy":"{}"}}\
        """
            .formatted(PROFILE));
    var created = profiles.create(settings, Map.of("k", "v"));
    assertThat(created.settings()).isEqualTo(settings);
    assertThat(created.enabled()).isFalse();
    assertThat(api.requests.getFirst())
        .isEqualTo(
            "POST /profiles {\"name\":\"p\",\"roleArns\":[\"r\"],\"managedPolicyArns\":[\"a\"],\"durationSeconds\":1200,"
                + "\"acceptRoleSessionName\":true,\"sessionPolicy\":\"{}\",\"enabled\":true,\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
  }

  @Test
  void aProxyIsUsedWithItsPassword() {
    var proxy = Map.of("HTTP_PROXY", "http://user:p%40ss@" + api.host());
    var calls =
        api.calls(
            URI.create("http://rolesanywhere.example.org:8080"),
            new Proxies(name -> Optional.ofNullable(proxy.get(name))));
    api.then(200, "", "{\"trustAnchors\":[]}").then(407, "", "");
    assertThat(new SdkTrustAnchors(calls, "eu-west-1").list()).isEmpty();
    assertThat(api.requests.getFirst())
        .startsWith("GET http://rolesanywhere.example.org:8080/trustanchors ");
    assertThat(api.headers.get("Proxy-authorization")).containsExactly("Basic dXNlcjpwQHNz");
    assertThat(problem(() -> new SdkTrustAnchors(calls, "eu-west-1").list()).code())
        .isEqualTo("proxy-authentication");
  }

  private static Problem problem(Runnable call) {
    return catchThrowableOfType(ProblemException.class, call::run).problem();
  }

  private static RolesAnywhereArn arn(String word, RolesAnywhereArn.Type type) {
    return RolesAnywhereArn.parse(
        "arn:aws:rolesanywhere:eu-west-1:123456789012:" + word + "/" + ID, type);
  }
}
