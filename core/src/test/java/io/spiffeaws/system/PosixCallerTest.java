package io.spiffeaws.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosixCallerTest {
  @Test
  void readsTheAttributesThatIdPrints() {
    var caller = new PosixCaller(_ -> Optional.of("501\n20\n20 12 61\nalice\nstaff\n"));
    assertThat(caller.read().user()).contains(new Account(501, Optional.of("alice")));
    assertThat(caller.read().group()).contains(new Account(20, Optional.of("staff")));
    assertThat(caller.read().supplementary())
        .containsExactly(new Account(12, Optional.empty()), new Account(61, Optional.empty()));
    assertThat(caller.read().container().known()).isFalse();
  }

  @Test
  void accountsWithoutNameHaveOnlyNumbers() {
    var caller = new PosixCaller(_ -> Optional.of("501\n20\n20\n\n20\n"));
    assertThat(caller.read().user()).contains(new Account(501, Optional.empty()));
    assertThat(caller.read().group()).contains(new Account(20, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "501", "sh: id: not found\n\n\n\n"})
  void isUnknownWithoutId(String output) {
    assertThat(new PosixCaller(_ -> Optional.of(output)).read()).isEqualTo(Caller.UNKNOWN);
    assertThat(new PosixCaller(_ -> Optional.empty()).read()).isEqualTo(Caller.UNKNOWN);
  }

  /// The two sources must agree where both exist.
  @Test
  void theRealCommandAgreesWithProc() {
    var posix = new PosixCaller().read();
    var proc = new ProcCaller().read();
    assertThat(posix.user()).isEqualTo(proc.user());
    assertThat(posix.group()).isEqualTo(proc.group());
    assertThat(posix.pid()).isEqualTo(proc.pid());
    var user = proc.user().orElseThrow();
    assertThat(new PosixCaller().user(user.id())).isEqualTo(user);
  }
}
