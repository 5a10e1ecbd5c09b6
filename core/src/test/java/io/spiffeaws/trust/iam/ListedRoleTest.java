package io.spiffeaws.trust.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.ProviderArn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedRoleTest {
  private static final ProviderArn PROVIDER =
      ProviderArn.of("aws", "123456789012", IssuerUrl.parse("https://oidc.example.org"));

  /// A condition block, and whether the role may accept a token with the audience `a`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                                                        | true
          {"StringEquals":{"oidc.example.org:aud":"a"}}                             | true
          {"StringEquals":{"OIDC.example.org:aud":["b","a"]}}                       | true
          {"StringEquals":{"oidc.example.org:aud":"b"}}                             | false
          {"StringEquals":{"oidc.example.org:aud":"A"}}                             | false
          {"StringEquals":{"other.example.org:aud":"b"}}                            | true
          {"StringLike":{"oidc.example.org:aud":"?"}}                               | true
          {"StringLike":{"oidc.example.org:aud":"b*"}}                              | false
          {"StringNotEquals":{"oidc.example.org:aud":"b"}}                          | true
          {"StringEqualsIgnoreCase":{"oidc.example.org:aud":"A"}}                   | true
          {"StringEquals":{"oidc.example.org:aud":"a"},"StringLike":{"oidc.example.org:aud":"b*"}} | false
          """)
  void conditionsDecideWhetherATokenMayBeAccepted(String conditions, boolean takes) {
    assertThat(role("Allow", PROVIDER.text(), conditions).mayAcceptToken(PROVIDER, "a"))
        .isEqualTo(takes);
    assertThat(role("Deny", PROVIDER.text(), conditions).mayAcceptToken(PROVIDER, "a")).isFalse();
    assertThat(role("Allow", PROVIDER.text() + "2", conditions).mayAcceptToken(PROVIDER, "a"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"Principal\":\"arn:aws:iam::123456789012:oidc-provider/oidc.example.org\",', true",
    "'not JSON', false"
  })
  void anUnreadablePolicyMayAcceptATokenIfItNamesTheProvider(String trust, boolean takes) {
    assertThat(new ListedRole("role", "", trust).mayAcceptToken(PROVIDER, "a")).isEqualTo(takes);
  }

  private static ListedRole role(String effect, String provider, String conditions) {
    return new ListedRole(
        "role",
        "",
        """
        {"Statement":[{"Effect":"%s","Principal":{"Federated":"%s"},"Condition":%s}]}
        """
            .formatted(effect, provider, conditions));
  }
}
