package io.spiffeaws.trust.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.jwt.TokenForge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTaggingTest {
  private static final String ARN = "arn:aws:iam::123456789012:oidc-provider/oidc.example.org";
  private static final ProviderArn PROVIDER = ProviderArn.find(ARN).orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sts:AssumeRoleWithWebIdentity\" | [\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"]",
        "[\"sts:AssumeRoleWithWebIdentity\"] | [\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"]",
        "[\"sts:AssumeRoleWithWebIdentity\",\"sts:tagsession\"] | [\"sts:AssumeRoleWithWebIdentity\",\"sts:tagsession\"]",
        "\"sts:*\" | \"sts:*\"",
        "\"sts:AssumeRole\" | \"sts:AssumeRole\""
      })
  void theActionIsAddedIfItIsMissing(String before, String after) {
    var edited = SessionTagging.allow(policy("Allow", ARN, before), PROVIDER);
    assertThat(edited).isEqualTo(policy("Allow", ARN, after));
    assertThat(SessionTagging.allow(edited, PROVIDER)).isEqualTo(edited);
  }

  @Test
  void otherStatementsAndDenyStatementsStay() {
    var action = "\"sts:AssumeRoleWithWebIdentity\"";
    for (var policy :
        new TrustPolicy[] {policy("Deny", ARN, action), policy("Allow", ARN + "/x", action)}) {
      assertThat(SessionTagging.allow(policy, PROVIDER)).isEqualTo(policy);
      assertThat(SessionTagging.allowedBy(policy, ARN)).isFalse();
    }
  }

  @Test
  void tagsAreReadFromTheClaim() {
    var forge = new TokenForge("k");
    assertThat(SessionTagging.isIn(forge.signed("{\"https://aws.amazon.com/tags\":{}}"))).isTrue();
    assertThat(SessionTagging.isIn(forge.signed("{\"tags\":{}}"))).isFalse();
  }

  private static TrustPolicy policy(String effect, String provider, String actions) {
    return TrustPolicy.parse(
        """
        {"Statement":[{"Effect":"%s","Principal":{"Federated":"%s"},"Action":%s}]}\
        """
            .formatted(effect, provider, actions));
  }
}
