package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.credentials.cache.CacheDirectory;
import io.spiffeaws.trust.role.FileRoleLocks;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {
  @Test
  void inASandboxTheCacheAndTheLocksAreInItsDirectory() {
    var own = Map.of("HOME", "/h", "XDG_CACHE_HOME", "/c", "XDG_STATE_HOME", "/s");
    assertThat(UserDirectories.of(own)).isEqualTo(own);

    var inSandbox =
        UserDirectories.of(
            Map.of("HOME", "/h", "XDG_CACHE_HOME", "/c", "SPIFFE_AWS_SANDBOX_DIR", "/w"));
    assertThat(CacheDirectory.of(inSandbox)).hasToString("/w/cache/spiffe-aws");
    assertThat(FileRoleLocks.directories(inSandbox))
        .first()
        .isEqualTo(Path.of("/w/state/spiffe-aws/locks"));
  }
}
