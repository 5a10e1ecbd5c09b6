package io.spiffeaws.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTextTest {
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"access_token":"TOKEN","expires_in":60} | it is JSON, with the token in the member .access_token | to extract the token, run: jq -r .access_token 'my file'
          {"credential":{"id-token":"TOKEN"}} | it is JSON, with the token in the member .credential["id-token"] | to extract the token, run: jq -r '.credential["id-token"]' 'my file'
          [{"svids":[{"spiffe_id":"spiffe://a/b","svid":"TOKEN"}]}] | it is JSON, with the token in the member .[0].svids[0].svid | to extract the token, run: jq -r '.[0].svids[0].svid' 'my file'
          {"error":"denied"} | it is JSON without a token | specify a file that contains only a token
          {"token":"TOKEN" | it is JSON without a token | specify a file that contains only a token
          Bearer TOKEN | it begins with "Bearer" | remove "Bearer"; write only the token
          Authorization: bearer TOKEN | it begins with "Bearer" | remove "Bearer"; write only the token
          "TOKEN" | it is enclosed in quotes | write the token without the quotes
          'TOKEN' | it is enclosed in quotes | write the token without the quotes
          \u00ef\u00bb\u00bfTOKEN | it begins with a byte order mark | save it as ASCII, or as UTF-8 without the mark
          \u00ff\u00fee\u0000y\u0000 | it begins with a byte order mark | save it as ASCII, or as UTF-8 without the mark
          -----BEGIN CERTIFICATE----- MIIB | it is a PEM file of type CERTIFICATE | specify a file that contains a JWT-SVID; to fetch one, run: spiffe-aws jwt fetch
          Bag Attributes -----BEGIN EC PRIVATE KEY----- MIIB | it is a PEM file of type EC PRIVATE KEY | specify a file that contains a JWT-SVID; to fetch one, run: spiffe-aws jwt fetch
          token(spiffe://example.org/app): TOKEN bundle(spiffe://example.org): {} | it is the output of spire-agent api fetch jwt | to fetch only the token, run: spiffe-aws jwt fetch
          """)
  void recognizesTextAroundToken(String text, String why, String hint) {
    var found =
        catchThrowableOfType(
            ProblemException.class,
            () -> TokenText.check(text.replace("TOKEN", TOKEN) + "\n", "my file"));
    assertThat(found.problem())
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::message, Problem::hint)
        .containsExactly("the token is not a JSON Web Token: " + why, hint);
    assertThat(found.problem().message() + found.problem().hint()).doesNotContain("eyJ");
  }

  @Test
  void suggestsPipeForStandardInput() {
    var found =
        catchThrowableOfType(
            ProblemException.class, () -> TokenText.check("{\"token\":\"" + TOKEN + "\"}", "-"));
    assertThat(found.problem().hint()).isEqualTo("pipe it through: jq -r .token");
  }

  @Test
  void acceptsTokenAlone() {
    assertThatCode(() -> TokenText.check(" " + TOKEN + "\n", "f")).doesNotThrowAnyException();
  }
}
