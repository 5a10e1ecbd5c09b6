package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.policy.ProviderArn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/// Tests against an HTTP server that responds like Ceph's object gateway.
class OtherIamServersTest {
  private static final String METADATA =
      "<ResponseMetadata><RequestId>x</RequestId></ResponseMetadata>";

  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private IamClient iam;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var action = body.replaceFirst("(?s).*\\bAction=(\\w+).*", "$1");
          asked.add(action);
          var answer =
              answers.getOrDefault(
                  action, new Answer(405, "<Error><Code>MethodNotAllowed</Code></Error>"));
          var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    iam = new SdkClients(settings(), CallLog.NONE).iam();
  }

  @AfterEach
  void stop() {
    iam.close();
    server.stop(0);
  }

  @Test
  void providersAreListedIfTheMetadataComesFirst() {
    answers.put(
        "ListOpenIDConnectProviders",
        new Answer(
            200,
            "<ListOpenIDConnectProvidersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                + METADATA
                + "<ListOpenIDConnectProvidersResult><OpenIDConnectProviderList><member>"
                + "<Arn>arn:aws:iam::ACC111:oidc-provider/oidc.example.org</Arn></member>"
                + "</OpenIDConnectProviderList></ListOpenIDConnectProvidersResult>"
                + "</ListOpenIDConnectProvidersResponse>"));

    assertThat(new SdkOidcProviders(iam).list())
        .containsExactly(new ProviderArn("arn:aws:iam::ACC111:oidc-provider/oidc.example.org"));
  }

  @Test
  void aResponseWithoutItsResultIsAnError() {
    answers.put("ListOpenIDConnectProviders", answer("ListOpenIDConnectProviders", ""));

    var problem = problem(() -> new SdkOidcProviders(iam).list());

    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.code()).isEqualTo("no-usable-answer");
  }

  @Test
  void tagsAreListedIfGetRoleReturnsNone() {
    role("");
    answers.put(
        "ListRoleTags",
        result(
            "ListRoleTags",
            "<Tags><Key><Key>spiffe-aws</Key></Key><Value><Value>managed</Value></Value></Tags>"));

    assertThat(new SdkRoles(iam).find("app").orElseThrow().isManaged()).isTrue();
  }

  @Test
  void tagsReturnedByGetRoleAreNotListedAgain() {
    role("<Tags><member><Key>a</Key><Value>b</Value></member></Tags>");

    assertThat(new SdkRoles(iam).find("app").orElseThrow().tags()).containsEntry("a", "b");
    assertThat(asked).containsExactly("GetRole");
  }

  @ParameterizedTest
  @CsvSource({
    "405, <Error><Code>MethodNotAllowed</Code></Error>",
    "405, not allowed",
    "400, <ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>",
    "403, <ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"
  })
  void aRoleWhoseTagsCannotBeListedHasNone(int status, String body) {
    role("");
    answers.put("ListRoleTags", new Answer(status, body));

    assertThat(new SdkRoles(iam).find("app").orElseThrow().tags()).isEmpty();
  }

  @Test
  void optionalCallsFallBackIfNotOffered() {
    var roles = new SdkRoles(iam);

    assertThat(roles.trustPolicyQuota()).isEmpty();
    assertThat(roles.attachedPolicies("app")).isEmpty();
    assertThat(roles.instanceProfiles("app")).isEmpty();
    roles.describe("app", "");
    assertThat(problem(() -> roles.putBoundary("app", "arn")).code()).isEqualTo("not-offered");
  }

  @Test
  void anErrorAtTheRootOfTheResponseIsRecognized() {
    answers.put("GetRole", new Answer(404, "<Error><Code>NoSuchEntity</Code></Error>"));

    assertThat(new SdkRoles(iam).find("app")).isEmpty();
  }

  @Test
  void aWriteSucceedsIfItsResponseHasAnotherName() {
    answers.put("DeleteRolePolicy", answer("DeleteRolePolicies", ""));

    new SdkRoles(iam).deleteInlinePolicy("app", "p");
    assertThat(asked).containsExactly("DeleteRolePolicy");
  }

  @Test
  void aMissingThumbprintIsRecognized() {
    answers.put(
        "CreateOpenIDConnectProvider",
        new Answer(
            400,
            "<Error><Code>InvalidInput</Code><Message>Missing required element ThumbprintList"
                + "</Message></Error>"));
    var issuer = IssuerUrl.parse("https://oidc.example.org");

    assertThat(
            problem(() ->
                    new SdkOidcProviders(iam).create(issuer, List.of("a"), List.of(), Map.of()))
                .code())
        .isEqualTo(OidcProviders.THUMBPRINT_REQUIRED);
  }

  private void role(String tags) {
    answers.put(
        "GetRole",
        result(
            "GetRole",
            "<Role><RoleName>app</RoleName><Arn>arn:aws:iam::ACC111:role/app</Arn>"
                + "<AssumeRolePolicyDocument>{\"Statement\":[]}</AssumeRolePolicyDocument>"
                + tags
                + "</Role>"));
  }

  private static Answer result(String action, String result) {
    return answer(action, "<%sResult>%s</%sResult>".formatted(action, result, action));
  }

  private static Answer answer(String action, String result) {
    return new Answer(
        200, "<%sResponse>%s%s</%sResponse>".formatted(action, METADATA, result, action));
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }

  private AwsSettings settings() {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new AwsSettings(
        Optional.of("default"),
        Map.of("iam", endpoint),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10),
        Proxies.NONE,
        Optional.of(new AwsKeys("AKIA", Secret.of("secret"), Optional.empty())),
        KeySource.NONE,
        Map.of());
  }
}
