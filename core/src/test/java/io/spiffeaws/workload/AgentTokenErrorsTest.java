package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentTokenErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          go-jose/go-jose: error in cryptographic primitive | forged-signature | the token's signature is not valid: the token was changed after it was signed, or signed with another key
          token has expired | token-expired | the token has expired
          expected audience in ["a"] (audience=["b"]) | wrong-audience | the token is for the audience b, not a
          expected audience in ["a"] (audience=["b" "c"]) | wrong-audience | the token is for the audience b, c, not a
          unable to parse JWT token: unexpected signature algorithm "none"; expected ["ES256"] | token-unsigned | the token is not signed (alg none)
          unable to parse JWT token: unexpected signature algorithm "HS256"; expected ["ES256"] | unsupported-algorithm | the token is signed with HS256, which is not allowed for JWT-SVIDs
          public key "k1" not found in trust domain "example.org" | unknown-key | the token is signed with the key k1, which the trust domain example.org does not have
          go-jose/go-jose/jwt: invalid claims | token-not-accepted | the SPIFFE agent does not accept the token: invalid claims
          unable to parse JWT token: go-jose/go-jose: compact JWS format must have three parts | token-not-accepted | the SPIFFE agent does not accept the token: unable to parse JWT token: compact JWS format must have three parts
          '' | token-not-accepted | the SPIFFE agent does not accept the token
          """)
  void translatesErrorTextOfAgent(String words, String code, String message) {
    var problem = AgentTokenErrors.of(words);
    assertThat(problem).isInstanceOf(Problem.Refused.class);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).isEqualTo(message);
  }
}
