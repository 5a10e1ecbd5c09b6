package io.spiffeaws.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Version and commit, as recorded by the build.
///
/// @param number `?` if the build did not record it
/// @param commit `unknown` if the build did not record it
record Version(String number, String commit) {
  static Version read() {
    var build = new Properties();
    try (var file = Version.class.getResourceAsStream("build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(build.getProperty("version", "?"), build.getProperty("commit", "unknown"));
  }

  @Override
  public String toString() {
    return "spiffe-aws %s (%s)".formatted(number, commit);
  }

  /// Provides the version to picocli.
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {read().toString()};
    }
  }
}
