package io.spiffeaws.trust.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownIssuerTest {
  /// An issuer, and the key that IAM requires (IAM User Guide, "Identity-provider controls for
  /// shared OIDC providers").
  @ParameterizedTest
  @CsvSource({
    "agent.buildkite.com, agent.buildkite.com:sub",
    "oidc.codefresh.io, oidc.codefresh.io:sub",
    "studio.datachain.ai/api, studio.datachain.ai/api:sub",
    "token.actions.githubusercontent.com, token.actions.githubusercontent.com:sub",
    "vstoken.actions.githubusercontent.com, vstoken.actions.githubusercontent.com:sub",
    "oidc-configuration.audit-log.githubusercontent.com, oidc-configuration.audit-log.githubusercontent.com:sub",
    "gitlab.com, gitlab.com:sub",
    "scalr.io, scalr.io:sub",
    "tokens.cloud.shisho.dev, tokens.cloud.shisho.dev:sub",
    "app.terraform.io, app.terraform.io:sub",
    "proidc.upbound.io, proidc.upbound.io:sub",
    "api.pulumi.com/oidc, api.pulumi.com/oidc:aud",
    "sandboxes.cloud, sandboxes.cloud:aud",
    "oidc.vercel.com, oidc.vercel.com:aud",
    "cognito-identity.amazonaws.com, cognito-identity.amazonaws.com:aud",
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d, sts:RoleSessionName",
    "token.actions.githubusercontent.com/acme,",
    "oidc.vercel.com/acme,",
    "oidc.circleci.com/org/1,",
    "accounts.google.com,",
    "oidc.eks.eu-west-1.amazonaws.com/id/1,",
  })
  void iamRequiresAKeyOfASharedIssuer(String host, String key) {
    assertThat(KnownIssuer.of(host).orElseThrow().requiredKey(host).orElse(null)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "oidc.example.org",
    "gitlab.com.evil.example",
    "gitlab.company.example",
    "token.actions.githubusercontent.com.evil.example",
    "app.terraform.io/",
    "GITLAB.com"
  })
  void aSimilarAddressIsNotKnown(String host) {
    assertThat(KnownIssuer.of(host)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRowIsConsistent(KnownIssuer issuer) {
    assertThat(issuer.keys())
        .allSatisfy(key -> assertThat(key).isEqualTo(key.toLowerCase(Locale.ROOT)))
        .noneMatch(TokenClaims.STANDARD_KEYS::contains)
        .allMatch(issuer::documents);
    assertThat(issuer.documents("no_such_key")).isFalse();
  }

  @Test
  void everyFormHasAnOwnerThatVaries() {
    assertThat(KnownIssuer.forms("unknown.example"))
        .allSatisfy(form -> assertThat(form.text()).contains("*").doesNotContain("{}"))
        .allSatisfy(form -> assertThat(form.fits(form.prefix() + "x")).isTrue());
    assertThat(KnownIssuer.forms("oidc.circleci.com/org/12-ab"))
        .containsExactly(new SubjectForm("org/12-ab/project/*/user/*"));
    assertThat(Arrays.stream(KnownIssuer.values()).map(KnownIssuer::title)).doesNotHaveDuplicates();
  }

  @Test
  void numbersBooleansAndListsAreTexts() {
    var claims =
        TokenClaims.read(
            "gitlab.com",
            Json.object()
                .with("sub", Json.of("project_path:acme/shop"))
                .with("aud", Json.of("x"))
                .with("azp", Json.of("y"))
                .with("project_id", Json.of(7))
                .with("ref_protected", new Json.Bool(true))
                .with("amr", Json.strings(List.of("a", "b")))
                .with("pipeline_source", new Json.Null()));

    assertThat(claims.find("Project_ID")).isEqualTo(new Claim.Present(List.of("7")));
    assertThat(claims.find("ref_protected")).isEqualTo(new Claim.Present(List.of("true")));
    assertThat(claims.find("amr")).isEqualTo(new Claim.Present(List.of("a", "b")));
    assertThat(claims.find("aud")).isEqualTo(new Claim.Present(List.of("y")));
    assertThat(claims.find("oaud")).isEqualTo(new Claim.Present(List.of("x")));
    assertThat(claims.find("pipeline_source")).isEqualTo(new Claim.Absent());
    assertThat(claims.find("anything")).isEqualTo(new Claim.Unknown());
    assertThat(claims.present())
        .containsOnlyKeys("sub", "aud", "oaud", "amr", "project_id", "ref_protected");
  }

  /// The claim that STS reads for the organization of a Google account is not documented.
  @Test
  void aMissingGoogleOrganizationNumberIsUnknown() {
    var claims = TokenClaims.read("accounts.google.com", Json.object().with("sub", Json.of("1")));

    assertThat(claims.find("google/organization_number")).isEqualTo(new Claim.Unknown());
    assertThat(claims.find("email")).isEqualTo(new Claim.Absent());
  }
}
