package io.spiffeaws.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Version and commit, as the build wrote them down.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var build = new Properties();
    try (var file = Version.class.getResourceAsStream("build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {
      "spiffe-aws %s (%s)"
          .formatted(build.getProperty("version", "?"), build.getProperty("commit", "unknown"))
    };
  }
}
