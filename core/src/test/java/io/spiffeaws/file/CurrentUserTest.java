package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentUserTest {
  @Test
  void isTheSameWithAndWithoutProc(@TempDir Path directory) throws IOException {
    var none = directory.resolve("proc/self");
    UserPrincipal owner = CurrentUser.determine(none, Files::getOwner);
    int uid = CurrentUser.determine(none, CurrentUser::uid);
    assertThat(owner).isEqualTo(CurrentUser.principal());
    assertThat(uid).isEqualTo(CurrentUser.uid());
  }

  @Test
  void ownsWhatItCreates(@TempDir Path directory) throws IOException {
    assertThat(Files.getAttribute(directory, "unix:uid")).isEqualTo(CurrentUser.uid());
    assertThat(Files.getOwner(directory)).isEqualTo(CurrentUser.principal());
  }
}
