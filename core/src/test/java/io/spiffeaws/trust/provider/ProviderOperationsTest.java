package io.spiffeaws.trust.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.json.Json;
import io.spiffeaws.oidc.Discovery;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderOperationsTest {
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org/td/");
  private static final String SEEN = "ab".repeat(20);

  private final FakeOidcProviders providers = new FakeOidcProviders();
  private ProblemException issuerSays = ProblemException.unreachable("none", "", "");

  @Test
  void aProviderIsCreatedOnceAndKeepsItsSlash() {
    reachable();

    assertThat(run(request(List.of(), List.of(), false)).changes().changes().getFirst().id())
        .isEqualTo("arn:aws:iam::123456789012:oidc-provider/oidc.example.org/td/");
    assertThat(action(request(List.of(), List.of(), false))).isEqualTo(Change.Action.UNCHANGED);
    assertThat(providers.writes).containsExactly("create https://oidc.example.org/td/");
    assertThat(provider().audiences()).containsExactly("sts.amazonaws.com");
  }

  @Test
  void onlyExactRemovesSettings() {
    reachable();
    run(request(List.of("a", "b"), List.of("11".repeat(20)), false));

    assertThat(action(request(List.of("c"), List.of("AUTO"), false)))
        .isEqualTo(Change.Action.UPDATED);
    assertThat(provider().audiences()).containsExactly("a", "b", "c");
    assertThat(provider().thumbprints()).containsExactly("11".repeat(20), SEEN);

    run(request(List.of("b"), List.of(SEEN), true));
    assertThat(provider().audiences()).containsExactly("b");
    assertThat(provider().thumbprints()).containsExactly(SEEN);
    run(request(List.of("b"), List.of(), true));
    assertThat(provider().thumbprints()).containsExactly(SEEN);
  }

  @Test
  void aSixthThumbprintReplacesTheOldest() {
    reachable();
    var five = List.of("11", "22", "33", "44", "55").stream().map(two -> two.repeat(20)).toList();
    run(request(List.of("a"), five, false));

    assertThat(action(request(List.of("a"), List.of("auto"), false)))
        .isEqualTo(Change.Action.UPDATED);
    assertThat(provider().thumbprints())
        .containsExactly(five.get(1), five.get(2), five.get(3), five.get(4), SEEN);
    assertThat(action(request(List.of("a"), List.of("auto"), false)))
        .isEqualTo(Change.Action.UNCHANGED);
  }

  @Test
  void aRequiredThumbprintIsComputedAndReported() {
    providers.thumbprintRequired = true;
    reachable();

    var outcome = run(request(List.of(), List.of(), false));

    assertThat(provider().thumbprints()).containsExactly(SEEN);
    assertThat(outcome.changes().changes().getFirst().detail()).contains("+ thumbprint " + SEEN);
    assertThat(outcome.warnings()).singleElement().asString().contains("requires a thumbprint");
    assertThat(action(request(List.of(), List.of(), false))).isEqualTo(Change.Action.UNCHANGED);
  }

  @Test
  void aRequiredThumbprintThatCannotBeComputedMustBeSpecified() {
    providers.thumbprintRequired = true;
    issuerSays = ProblemException.unreachable("x", "cannot fetch it", "");

    var problem = problem(request(List.of(), List.of(), false));

    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.message()).contains("requires a thumbprint", "cannot fetch it");
    assertThat(problem.hint())
        .contains("trust provider create https://oidc.example.org/td/ --thumbprint HEX");
    assertThat(providers.writes).isEmpty();
  }

  @Test
  void anIssuerThatCannotBeReachedIsAWarningAndAnotherIssuerAnError() {
    issuerSays = ProblemException.unreachable("x", "cannot fetch it", "");
    assertThat(run(request(List.of(), List.of(), false)).warnings().getFirst())
        .startsWith("cannot fetch it");

    issuerSays = ProblemException.refused("issuer-mismatch", "another", "");
    assertThat(problem(request(List.of("z"), List.of(), false)).code())
        .isEqualTo("issuer-mismatch");
    assertThat(provider().audiences()).doesNotContain("z");
  }

  @Test
  void anInvalidThumbprintAndAPortAreMalformed() {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> request(List.of(), List.of("zz"), false))
                .problem())
        .isInstanceOf(Problem.Malformed.class);
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () ->
                        new CreateProvider.Request(
                            IssuerUrl.parse("https://h:8443"),
                            List.of(),
                            List.of(),
                            Map.of(),
                            false,
                            false,
                            false))
                .problem()
                .code())
        .isEqualTo("issuer-with-port");
  }

  @Test
  void aMissingProviderIsAnErrorForShowAndUnchangedForDelete() {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> new ShowProvider(providers).run(ISSUER))
                .problem()
                .hint())
        .contains("trust provider create https://oidc.example.org/td/");
    assertThat(
            new DeleteProvider(providers, new FakeRoles())
                .run(new DeleteProvider.Request(ISSUER, false, false))
                .changes()
                .changes()
                .getFirst()
                .action())
        .isEqualTo(Change.Action.UNCHANGED);
    assertThat(new ListProviders(providers).run()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProviderThatRolesTrustIsDeletedOnlyByForce(boolean dryRun) {
    reachable();
    run(request(List.of(), List.of(), false));
    var arn = provider().arn();
    var trust =
        TrustPolicy.parse(
            """
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
             "Principal":{"Federated":"%s"}}}\
            """
                .formatted(arn),
            "it");
    var delete = new DeleteProvider(providers, new FakeRoles().with("a b", trust, Map.of()));

    var problem =
        catchThrowableOfType(
                ProblemException.class,
                () -> delete.run(new DeleteProvider.Request(ISSUER, false, dryRun)))
            .problem();
    assertThat(problem).isInstanceOf(Problem.Refused.class);
    assertThat(problem.code()).isEqualTo("provider-in-use");
    assertThat(problem.message()).endsWith(": a b");
    assertThat(problem.hint()).contains("'a b'", "provider delete " + ISSUER);
    assertThat(providers.find(arn)).isPresent();

    var outcome = delete.run(new DeleteProvider.Request(ISSUER, true, dryRun));
    assertThat(outcome.warnings()).singleElement().asString().endsWith(": a b");
    assertThat(providers.find(arn).isPresent()).isEqualTo(dryRun);
  }

  @Test
  void theHintRemovesTheProviderFromARoleOfSeveralIssuers() {
    reachable();
    run(request(List.of(), List.of(), false));
    var other = new ProviderArn("arn:aws:iam::123456789012:oidc-provider/other.example.org");
    var trust = TrustPolicy.empty();
    for (var arn : List.of(provider().arn(), other)) {
      var target = new ProviderAudience(arn, Optional.of(ProviderAudience.DEFAULT_AUDIENCE));
      trust = SubjectEditor.addSub(trust, target, Subject.parse("spiffe://a/b/*"), false).policy();
    }
    var delete = new DeleteProvider(providers, new FakeRoles().with("app", trust, Map.of()));
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> delete.run(new DeleteProvider.Request(ISSUER, false, true)))
                .problem()
                .hint())
        .startsWith(
            "to remove it from role app, run: spiffe-aws trust remove-sub app 'spiffe://a/b/*'"
                + " --issuer "
                + ISSUER);
  }

  @Test
  void aSlashAtTheEndIsAnotherIssuer() {
    reachable();
    run(request(List.of(), List.of(), false));
    var outcome =
        run(
            new CreateProvider.Request(
                IssuerUrl.parse(ISSUER.text().replaceFirst("/$", "")),
                List.of(),
                List.of(),
                Map.of(),
                false,
                true,
                true));
    assertThat(outcome.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "the account has an OIDC provider for " + ISSUER + ", which AWS treats as another");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://oidc.example.org | create it with: spiffe-aws trust provider create https://oidc.example.org --audience a
          https://oidc.example.org/a b | set jwt_issuer to https://HOST[/PATH] in the SPIRE server's configuration, and restart it; "https://oidc.example.org/a b" is not an issuer's URL
          https://oidc.example.org:8443 | set jwt_issuer = "https://oidc.example.org" in the SPIRE server's configuration, and restart it; AWS accepts no issuer with a port: https://oidc.example.org:8443
          oidc.example.org | "oidc.example.org" is not an issuer's URL: it does not begin with https://
          """)
  void aHintCreatesOnlyWhatAwsCanHave(String issuer, String hint) {
    assertThat(ProviderCreation.hint("create it with", issuer, "--audience a")).contains(hint);
  }

  @Test
  void aCallerThatMayNotListRolesDeletesOnlyByForce() {
    reachable();
    run(request(List.of(), List.of(), false));
    var blind = new FakeRoles();
    blind.listingRefused = true;
    var delete = new DeleteProvider(providers, blind);

    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> delete.run(new DeleteProvider.Request(ISSUER, false, false)))
                .problem()
                .hint())
        .contains("--force");
    delete.run(new DeleteProvider.Request(ISSUER, true, false));
    assertThat(new ListProviders(providers).run()).isEmpty();
  }

  private void reachable() {
    issuerSays = ProblemException.unexpected("reachable", "", "");
  }

  private OidcProvider provider() {
    return new ShowProvider(providers).run(ISSUER);
  }

  private ChangeReport run(CreateProvider.Request request) {
    return new CreateProvider(providers, documents(), _ -> SEEN).run(request);
  }

  private Change.Action action(CreateProvider.Request request) {
    return run(request).changes().changes().getFirst().action();
  }

  private Problem problem(CreateProvider.Request request) {
    return catchThrowableOfType(ProblemException.class, () -> run(request)).problem();
  }

  private IssuerDocuments documents() {
    return new IssuerDocuments() {
      @Override
      public Discovery discovery(String issuer) {
        if (!issuerSays.problem().code().equals("reachable")) {
          throw issuerSays;
        }
        return new Discovery(issuer, URI.create(issuer + "keys"), Json.object());
      }

      @Override
      public String keys(URI jwksUri) {
        return "{\"keys\":[]}";
      }
    };
  }

  private static CreateProvider.Request request(
      List<String> audiences, List<String> thumbprints, boolean exact) {
    return new CreateProvider.Request(
        ISSUER, audiences, thumbprints, Map.of(), exact, false, false);
  }
}
