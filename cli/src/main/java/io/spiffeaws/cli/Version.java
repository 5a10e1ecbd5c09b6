package io.spiffeaws.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Version, commit and platform, for bug reports.
///
/// @param number `?` if the build did not record it
/// @param commit abbreviated hash; `unknown` if the build did not record it
/// @param date of the commit in UTC, as `2026-11-30`; `unknown` if the build did not record it
/// @param platform operating system and architecture in the words of container images, as
///   `linux/arm64`
/// @param runtime `native`, or the Java version, as `Java 25.0.1`
record Version(String number, String commit, String date, String platform, String runtime) {
  static Version read() {
    var build = new Properties();
    try (var file = Version.class.getResourceAsStream("build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(
        build.getProperty("version", "?"),
        build.getProperty("commit", "unknown"),
        build.getProperty("date", "unknown"),
        platform(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?")),
        runningOn());
  }

  /// Returns the platform in the words of container images.
  ///
  /// @param system as in the system property `os.name`
  /// @param architecture as in the system property `os.arch`
  static String platform(String system, String architecture) {
    var os = system.startsWith("Mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
    return os + "/" + (architecture.equals("aarch64") ? "arm64" : architecture);
  }

  /// Only the native image has this property
  /// ([ImageInfo](https://www.graalvm.org/sdk/javadoc/org/graalvm/nativeimage/ImageInfo.html)).
  private static String runningOn() {
    return System.getProperty("org.graalvm.nativeimage.imagecode") == null
        ? "Java " + System.getProperty("java.version")
        : "native";
  }

  @Override
  public String toString() {
    return "spiffe-aws %s (%s, %s, %s, %s)".formatted(number, commit, date, platform, runtime);
  }

  /// Provides the version to picocli.
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {read().toString()};
    }
  }
}
