package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import org.junit.jupiter.api.Test;

class PageTokensTest {
  private final PageTokens tokens = new PageTokens("ListEntries");

  @Test
  void emptyTokenEndsList() {
    assertThat(tokens.follow("a")).isTrue();
    assertThat(tokens.follow("b")).isTrue();
    assertThat(tokens.follow("")).isFalse();
  }

  @Test
  void repeatedTokenIsProblem() {
    assertThat(tokens.follow("a")).isTrue();
    assertThat(tokens.follow("b")).isTrue();
    var problem = catchThrowableOfType(ProblemException.class, () -> tokens.follow("a")).problem();
    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.message()).contains("repeats the page token");
  }

  @Test
  void endlessListIsProblem() {
    assertThat(
            catchThrowableOfType(
                ProblemException.class,
                () -> {
                  for (var i = 0; i <= 100_000; i++) {
                    tokens.follow("t" + i);
                  }
                }))
        .isNotNull();
  }
}
