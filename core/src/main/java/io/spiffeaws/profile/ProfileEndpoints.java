package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a profile says that AWS is (AWS SDKs and Tools Reference Guide, service-specific
/// endpoints). Each of the two files is read once, and without the SDK's own reader, which costs
/// more than the exchange that it is needed for.
///
/// @param region of the profile
/// @param urls `endpoint_url` of the profile by service, from the `services` section that it names;
///   its own under `""`; none where it says `ignore_configured_endpoint_urls`
/// @param caBundle `ca_bundle`
/// @param sdkSettings what the SDK for Java reads of a profile besides those and credentials
public record ProfileEndpoints(
    Optional<String> region,
    Map<String, String> urls,
    Optional<String> caBundle,
    Map<String, String> sdkSettings) {
  /// What is known where there is no profile.
  public static final ProfileEndpoints NONE =
      new ProfileEndpoints(Optional.empty(), Map.of(), Optional.empty(), Map.of());

  private static final String URL = "endpoint_url";

  /// The SDK's settings that concern how it calls.
  private static final Set<String> SDK =
      Set.of(
          "retry_mode",
          "max_attempts",
          "defaults_mode",
          "use_fips_endpoint",
          "use_dualstack_endpoint",
          "sts_regional_endpoints",
          "s3_us_east_1_regional_endpoint",
          "s3_use_arn_region",
          "s3_disable_multiregion_access_points",
          "request_checksum_calculation",
          "response_checksum_validation");

  /// A comment behind a value.
  private static final Pattern COMMENT = Pattern.compile("\\s[#;].*$");

  public ProfileEndpoints {
    urls = Map.copyOf(urls);
    sdkSettings = Map.copyOf(sdkSettings);
  }

  /// @param environment and directory: where the files are, see [SharedFile#path]; a file that is
  ///   not there, or that this user cannot read, says nothing
  /// @param profile its name
  public static ProfileEndpoints read(
      Map<String, String> environment, Path directory, String profile) {
    var config = lines(SharedFile.CONFIG, environment, directory);
    var settings = settings(config, section -> SharedFile.CONFIG.names(section, profile));
    // as in the SDKs, what the credentials file has of a profile goes before the config file
    settings.putAll(
        settings(
            lines(SharedFile.CREDENTIALS, environment, directory),
            section -> SharedFile.CREDENTIALS.names(section, profile)));
    var region = Optional.ofNullable(settings.get("region")).filter(name -> !name.isEmpty());
    var bundle = Optional.ofNullable(settings.get("ca_bundle")).filter(name -> !name.isEmpty());
    var urls = urls(settings, config);
    settings.keySet().retainAll(SDK);
    return new ProfileEndpoints(region, urls, bundle, settings);
  }

  private static Map<String, String> urls(Map<String, String> settings, List<IniLine> config) {
    var urls = new LinkedHashMap<String, String>();
    if (settings.getOrDefault("ignore_configured_endpoint_urls", "").equalsIgnoreCase("true")) {
      return urls;
    }
    put(urls, "", settings.get(URL));
    var services = settings.get("services");
    if (services != null) {
      var named = Pattern.compile("services\\s+([\"']?)" + Pattern.quote(services) + "\\1");
      settings(config, section -> named.matcher(section).matches())
          .forEach((name, url) -> {
            if (name.endsWith("." + URL)) {
              put(urls, name.substring(0, name.length() - URL.length() - 1), url);
            }
          });
    }
    return urls;
  }

  private static void put(Map<String, String> urls, String service, @Nullable String url) {
    if (url != null && !url.isEmpty()) {
      urls.put(service, url);
    }
  }

  /// All sections of that name together, the later line before the earlier; what is nested has the
  /// name of the setting that it belongs to before its own, `s3.endpoint_url`.
  private static Map<String, String> settings(List<IniLine> lines, Predicate<String> wanted) {
    var settings = new LinkedHashMap<String, String>();
    var inside = false;
    var outer = "";
    for (var line : lines) {
      switch (line.kind()) {
        case HEADER -> inside = wanted.test(line.name());
        case SETTING -> {
          outer = line.name();
          add(settings, inside, outer, line);
        }
        case CONTINUATION -> {
          if (IniLine.delimiter(line.content()) > 0) {
            add(settings, inside, outer + "." + line.name(), line);
          }
        }
        case OTHER -> {}
      }
    }
    return settings;
  }

  private static void add(Map<String, String> settings, boolean inside, String name, IniLine line) {
    if (inside) {
      settings.put(name, COMMENT.matcher(line.value()).replaceFirst("").strip());
    }
  }

  private static List<IniLine> lines(
      SharedFile file, Map<String, String> environment, Path directory) {
    try {
      var path = file.path(environment, directory);
      return IniLines.of(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException | ProblemException noneForThisUser) {
      return List.of();
    }
  }
}
