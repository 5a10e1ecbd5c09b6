package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.RoleLocks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A subject that is added to a role whose trust policy has a mistake is allowed, or the mistake is
/// reported.
class BrokenPolicyTest {
  private static final String ISSUER = "https://oidc.example.org";
  private static final String PROVIDER = "arn:aws:iam::123456789012:oidc-provider/oidc.example.org";
  private static final String A = "spiffe://example.org/a";

  private final FakeRoles roles = new FakeRoles();
  private final FakeOidcProviders providers =
      new FakeOidcProviders().with(ISSUER, List.of("sts.amazonaws.com"), List.of());

  @Test
  void misplacedSubjectIsNoAudience() {
    put(PROVIDER, A, A);

    assertThat(add(Optional.empty()).changes().changes().getFirst().action().word())
        .isEqualTo("created");
    assertThat(roles.find("app").orElseThrow().trust().statements().getLast().conditions())
        .anyMatch(condition -> condition.values().equals(List.of("sts.amazonaws.com")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oidc.example.org/", "OIDC.example.org", "oidc.exmaple.org"})
  void misspeltProviderIsReported(String host) {
    put(PROVIDER.replace("oidc.example.org", host), "sts.amazonaws.com", A);

    assertThatThrownBy(() -> add(Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Refused.class);
              assertThat(e.problem().code()).isEqualTo("misspelt-provider");
              assertThat(e.problem().message()).contains(host, PROVIDER);
              assertThat(e.problem().hint()).endsWith("run: spiffe-aws trust lint app --fix");
            });
    assertThat(roles.writes).isEmpty();
  }

  /// Principals of a policy, and whether `trust lint --fix` replaces them by the provider.
  @ParameterizedTest
  @CsvSource({
    "oidc-provider/oidc.example.org/, true",
    "oidc-provider/OIDC.example.org, true",
    "oidc-provider/oidc.exmaple.org, true",
    "saml-provider/oidc.example.org, true",
    "oidc-provider/oidc.example.org, false",
    "oidc-provider/idp.example.net, false",
    "oidc-provider/oidc.example.com, false"
  })
  void misspeltProviderIsNotBypassedByAnotherStatement(String resource, boolean refused) {
    var _ = providers.with("https://oidc.example.com", List.of("sts.amazonaws.com"), List.of());
    put("arn:aws:iam::123456789012:" + resource, "sts.amazonaws.com", A);

    for (Runnable change : List.<Runnable>of(() -> add("spiffe://example.org/b"), this::create)) {
      if (refused) {
        assertThatThrownBy(change::run)
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> {
                  assertThat(e.problem().code()).isEqualTo("misspelt-provider");
                  assertThat(e.problem().message()).contains(resource, PROVIDER);
                  assertThat(e.problem().hint()).endsWith("spiffe-aws trust lint app --fix");
                });
        assertThat(roles.writes).isEmpty();
      } else {
        change.run();
      }
    }
  }

  private void add(String subject) {
    var _ =
        new AddSubjects(roles, providers, RoleLocks.NONE, _ -> {})
            .run(
                new AddSubjects.Request(
                    RoleReference.parse("app"),
                    List.of(Subject.parse(subject)),
                    Optional.of(IssuerUrl.parse(ISSUER)),
                    Optional.empty(),
                    false,
                    false,
                    false));
  }

  private void create() {
    var _ =
        new CreateRole(roles, providers, RoleLocks.NONE, _ -> {}, new StopRequest())
            .run(
                new CreateRole.Request(
                    RoleReference.parse("app"),
                    IssuerUrl.parse(ISSUER),
                    List.of(Subject.parse("spiffe://example.org/c")),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    false,
                    false,
                    true,
                    false));
  }

  @Test
  void requestedAudienceIsNoSpiffeId() {
    put(PROVIDER, "sts.amazonaws.com", A);

    assertThatThrownBy(() -> add(Optional.of("spiffe://example.org/vault")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("audience-is-spiffe-id"));
    assertThatThrownBy(() -> Audience.checkNew("SPIFFE://x")).isInstanceOf(ProblemException.class);
  }

  private ChangeReport add(Optional<String> audience) {
    return new AddSubjects(roles, providers, RoleLocks.NONE, _ -> {})
        .run(
            new AddSubjects.Request(
                RoleReference.parse("app"),
                List.of(Subject.parse(A)),
                audience.map(_ -> IssuerUrl.parse(ISSUER)),
                audience,
                false,
                false,
                false));
  }

  private void put(String provider, String aud, String sub) {
    var prefix = provider.substring(provider.indexOf('/') + 1);
    var _ =
        roles.with(
            "app",
            TrustPolicy.parse(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                 "Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",
                 "Condition":{"StringEquals":{"%s:aud":"%s","%s:sub":"%s"}}}]}
                """
                    .formatted(provider, prefix, aud, prefix, sub)),
            Map.of());
  }
}
