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
          {"access_token":"TOKEN","expires_in":60} | it is JSON, and the token is its member .access_token | to take the token out of it, run: jq -r .access_token 'my file'
          {"credential":{"id-token":"TOKEN"}} | it is JSON, and the token is its member .credential["id-token"] | to take the token out of it, run: jq -r '.credential["id-token"]' 'my file'
          [{"svids":[{"spiffe_id":"spiffe://a/b","svid":"TOKEN"}]}] | it is JSON, and the token is its member .[0].svids[0].svid | to take the token out of it, run: jq -r '.[0].svids[0].svid' 'my file'
          {"error":"denied"} | it is JSON, in which no member is a token | name a file that holds a token alone
          {"token":"TOKEN" | it is JSON, in which no member is a token | name a file that holds a token alone
          Bearer TOKEN | there is "Bearer" before it | write the token alone, without "Bearer"
          Authorization: bearer TOKEN | there is "Bearer" before it | write the token alone, without "Bearer"
          "TOKEN" | there is a pair of quotes around it | write the token without the quotes
          'TOKEN' | there is a pair of quotes around it | write the token without the quotes
          \u00ef\u00bb\u00bfTOKEN | there is a byte order mark before it | save it as ASCII, or as UTF-8 without the mark
          \u00ff\u00fee\u0000y\u0000 | there is a byte order mark before it | save it as ASCII, or as UTF-8 without the mark
          token(spiffe://example.org/app): TOKEN bundle(spiffe://example.org): {} | there is the output of spire-agent api fetch jwt around it | to fetch a token alone, run: spiffe-aws jwt fetch
          """)
  void whatIsAroundATokenIsTold(String text, String why, String hint) {
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
  void standardInputIsPipedThrough() {
    var found =
        catchThrowableOfType(
            ProblemException.class, () -> TokenText.check("{\"token\":\"" + TOKEN + "\"}", "-"));
    assertThat(found.problem().hint()).isEqualTo("pipe it through: jq -r .token");
  }

  @Test
  void aTokenAloneIsNone() {
    assertThatCode(() -> TokenText.check(" " + TOKEN + "\n", "f")).doesNotThrowAnyException();
  }
}
