package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SvidSelectorTest {
  private static final JwtSvid A = svid("a", "");
  private static final JwtSvid B = svid("b", "blue");
  private static final JwtSvid C = svid("c", "blue");

  @Test
  void selectsOnlyIdentity() {
    assertThat(SvidSelector.THE_ONLY_ONE.of(List.of(B))).isEqualTo(B);
  }

  @Test
  void listsSeveralIdentitiesSortedById() {
    assertThatThrownBy(() -> SvidSelector.THE_ONLY_ONE.of(List.of(B, A)))
        .hasMessageContaining("spiffe://example.org/a, spiffe://example.org/b (hint blue)")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("several-identities");
              assertThat(e.problem().hint())
                  .isEqualTo(
                      "specify one in SPIFFE_AWS_ID, or with --spiffe-id spiffe://example.org/a or"
                          + " --spiffe-id spiffe://example.org/b or --hint blue");
            });
  }

  @Test
  void selectsTheIdentityThatTwoEntriesHave() {
    assertThat(SvidSelector.THE_ONLY_ONE.of(List.of(A, svid("a", "other")))).isEqualTo(A);
  }

  @Test
  void selectsById() {
    assertThat(choice("spiffe://example.org/b", null).of(List.of(A, B))).isEqualTo(B);
  }

  @Test
  void selectsFirstWithHint() {
    assertThat(choice(null, "blue").of(List.of(A, B, C))).isEqualTo(B);
  }

  @Test
  void requiresBothIdAndHint() {
    assertThatThrownBy(() -> choice("spiffe://example.org/a", "blue").of(List.of(A, B)))
        .hasMessageContaining("spiffe://example.org/a with the hint \"blue\"");
  }

  @Test
  void unknownIdIsNoIdentity() {
    assertThatThrownBy(() -> choice(null, "green").of(List.of(A)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("no-such-identity"));
  }

  private static SvidSelector choice(@Nullable String id, @Nullable String hint) {
    return new SvidSelector(
        Optional.ofNullable(id).map(SpiffeId::parse), Optional.ofNullable(hint));
  }

  private static JwtSvid svid(String name, String hint) {
    return new JwtSvid(new SpiffeId("example.org", "/" + name), Secret.of("token"), hint);
  }
}
