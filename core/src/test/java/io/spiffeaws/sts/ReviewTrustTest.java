package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewTrustTest {
  private static final ProviderArn PROVIDER =
      new ProviderArn("arn:aws:iam::123456789012:oidc-provider/oidc.example.org");

  private Optional<OidcProvider> provider =
      Optional.of(
          new OidcProvider(PROVIDER, List.of("sts.amazonaws.com", "b"), List.of(), Map.of()));
  private String arn = "arn:aws:iam::123456789012:role/app";
  private String statements =
      allow(
          "{\"oidc.example.org:aud\":\"sts.amazonaws.com\",\"oidc.example.org:sub\":[\"spiffe://example.org/a\"]}");
  private boolean roleExists = true;
  private boolean anyProvider = true;
  private boolean otherService;
  private Map<String, String> roleTags = Map.of();

  @Test
  void audienceMissingInTheProviderIsReported() {
    var problem = cause("spiffe://example.org/a", "other").orElseThrow();
    assertThat(problem.code()).isEqualTo("wrong-audience");
    assertThat(problem.message()).contains("other", "sts.amazonaws.com");
  }

  @Test
  void deniedSubjectIsReportedWithTheCommandThatAllowsIt() {
    var problem = cause("spiffe://example.org/b", "sts.amazonaws.com").orElseThrow();
    assertThat(problem.code()).isEqualTo("subject-not-trusted");
    assertThat(problem.hint()).contains("trust add-sub app spiffe://example.org/b");
  }

  @Test
  void deniedAudienceIsDistinguishedFromADeniedSubject() {
    assertThat(cause("spiffe://example.org/a", "b").orElseThrow().code())
        .isEqualTo("audience-not-trusted");
  }

  @Test
  void missingRoleIsReported() {
    roleExists = false;
    assertThat(cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow().code())
        .isEqualTo("no-such-role");
  }

  @Test
  void roleWithAnotherPathIsReportedWithItsArn() {
    arn = "arn:aws:iam::123456789012:role/team/app";

    var problem = cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow();

    assertThat(problem.code()).isEqualTo("role-path");
    assertThat(problem.hint())
        .isEqualTo("specify its ARN: --role arn:aws:iam::123456789012:role/team/app");
  }

  @Test
  void providerOfAnotherIssuerCountsAsMissing() {
    provider = Optional.empty();
    assertThat(cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow().code())
        .isEqualTo("no-oidc-provider");
  }

  @Test
  void missingProviderIsReportedIfTheRoleExists() {
    anyProvider = false;
    assertThat(cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow().code())
        .isEqualTo("no-oidc-provider");
  }

  @Test
  void accountWithoutRoleAndProviderGivesNoCause() {
    anyProvider = false;
    roleExists = false;
    assertThat(cause("spiffe://example.org/a", "sts.amazonaws.com")).isEmpty();
  }

  @Test
  void allowingPolicySuggestsToWait() {
    assertThat(cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow().hint())
        .contains("--wait");
  }

  @Test
  void credentialsOfAnotherAccountAreReportedWithTheRoleOfThatName() {
    var problem = causeFor("arn:aws:iam::999999999999:role/app").orElseThrow();

    assertThat(problem.code()).isEqualTo("other-account");
    assertThat(problem.message())
        .contains("the AWS credentials are for account 123456789012", "has the role " + arn);
    assertThat(problem.hint())
        .isEqualTo(
            "if that role is meant, specify its ARN: --role "
                + arn
                + "; if not, to find the cause, specify credentials of account 999999999999 with"
                + " --profile or AWS_PROFILE")
        .doesNotContain("create");
  }

  @Test
  void credentialsOfAnotherAccountAreSeenInItsProviders() {
    roleExists = false;

    assertThat(causeFor("arn:aws:iam::999999999999:role/app"))
        .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("other-account"));
  }

  @Test
  void missingPermissionsGiveNoCause() {
    AccountView denied =
        new AccountView() {
          @Override
          public Optional<Role> role(String name) {
            throw ProblemException.refused("access-denied", "no", "");
          }

          @Override
          public Optional<Role> similar(String name) {
            throw ProblemException.refused("access-denied", "no", "");
          }

          @Override
          public List<ProviderArn> providers() {
            throw ProblemException.refused("access-denied", "no", "");
          }

          @Override
          public Optional<OidcProvider> provider(ProviderArn of) {
            throw ProblemException.refused("access-denied", "no", "");
          }
        };
    assertThat(new ReviewTrust(denied, true).cause(request("s", "a"))).isEmpty();
  }

  @Test
  void deniedSessionTagsAreReported() {
    var claims =
        """
        {"iss":"https://oidc.example.org","sub":"spiffe://example.org/a","aud":"sts.amazonaws.com",
         "https://aws.amazon.com/tags":{"principal_tags":{"team":["blue"]}}}\
        """;
    assertThat(new ReviewTrust(new Account(), otherService).cause(request(claims)))
        .hasValueSatisfying(problem -> {
          assertThat(problem.code()).isEqualTo("session-tags-not-trusted");
          assertThat(problem.hint()).contains("--session-tags");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "true, spiffe-aws, '', role-tags-not-trusted",
    "false, spiffe-aws, '', not-authorized",
    "true, '', '', not-authorized",
    "true, spiffe-aws, ',\"sts:TagSession\"', not-authorized"
  })
  void roleTagsAreTheCauseOnlyForOtherServices(
      boolean other, String tag, String action, String code) {
    otherService = other;
    roleTags = tag.isEmpty() ? Map.of() : Map.of(tag, "managed");
    statements =
        statements.replace(
            "\"sts:AssumeRoleWithWebIdentity\"",
            "[\"sts:AssumeRoleWithWebIdentity\"" + action + "]");

    var problem = cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow();

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.hint().contains("--session-tags"))
        .isEqualTo(code.equals("role-tags-not-trusted"));
  }

  @Test
  void audienceIsTheCauseOnlyIfNoStatementFailsOnTheSubjectAlone() {
    statements =
        allow(
                "{\"oidc.example.org:aud\":\"b\",\"oidc.example.org:sub\":\"spiffe://example.org/a\"}")
            + ","
            + allow(
                "{\"oidc.example.org:aud\":\"sts.amazonaws.com\",\"oidc.example.org:sub\":\"spiffe://example.org/z\"}");

    assertThat(cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow().code())
        .isEqualTo("subject-not-trusted");
  }

  @Test
  void explicitDenyDoesNotSuggestToAddTheSubject() {
    statements =
        allow("{\"oidc.example.org:sub\":\"spiffe://example.org/a\"}")
            + ","
            + allow("{\"oidc.example.org:sub\":\"spiffe://example.org/a\"}")
                .replace("Allow", "Deny");

    var problem = cause("spiffe://example.org/a", "sts.amazonaws.com").orElseThrow();

    assertThat(problem.code()).isEqualTo("denied-by-statement");
    assertThat(problem.hint()).contains("trust role show app").doesNotContain("add-sub");
  }

  private static String allow(String equals) {
    return """
    {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",
     "Condition":{"StringEquals":%s}}
    """
        .formatted(PROVIDER, equals);
  }

  private Optional<Problem> cause(String subject, String audience) {
    return new ReviewTrust(new Account(), otherService).cause(request(subject, audience));
  }

  private Optional<Problem> causeFor(String role) {
    return new ReviewTrust(new Account(), otherService)
        .cause(requestOf(role, claims("spiffe://example.org/a", "sts.amazonaws.com")));
  }

  private static ExchangeRequest request(String subject, String audience) {
    return request(claims(subject, audience));
  }

  private static String claims(String subject, String audience) {
    return "{\"iss\":\"https://oidc.example.org\",\"sub\":\"%s\",\"aud\":[\"%s\"]}"
        .formatted(subject, audience);
  }

  private static ExchangeRequest request(String claims) {
    return requestOf("arn:aws:iam::123456789012:role/app", claims);
  }

  private static ExchangeRequest requestOf(String role, String claims) {
    return new ExchangeRequest(
        RoleArn.parse(role),
        new SessionName("session"),
        new TokenForge("k").signed(claims),
        Duration.ofHours(1),
        SessionPolicies.NONE);
  }

  private final class Account implements AccountView {
    @Override
    public Optional<Role> role(String name) {
      return roleExists
          ? Optional.of(
              new Role(
                  name,
                  arn,
                  "/",
                  "",
                  Duration.ofHours(1),
                  Optional.empty(),
                  roleTags,
                  TrustPolicy.parse(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}")))
          : Optional.empty();
    }

    @Override
    public Optional<Role> similar(String name) {
      return Optional.empty();
    }

    @Override
    public List<ProviderArn> providers() {
      if (!anyProvider) {
        return List.of();
      }
      return List.of(
          provider.isPresent()
              ? PROVIDER
              : new ProviderArn("arn:aws:iam::123456789012:oidc-provider/other.example.org"));
    }

    @Override
    public Optional<OidcProvider> provider(ProviderArn of) {
      return provider;
    }
  }
}
