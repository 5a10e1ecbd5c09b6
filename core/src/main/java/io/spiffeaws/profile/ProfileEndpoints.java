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

/// The endpoints and call settings of a profile (AWS SDKs and Tools Reference Guide,
/// service-specific endpoints). Both files are read once, and not by the SDK's reader, which takes
/// longer than the exchange that needs the settings.
///
/// @param region the profile's region
/// @param urls `endpoint_url` by service, from the `services` section that the profile names; the
///   profile's own under `""`; empty if it sets `ignore_configured_endpoint_urls`
/// @param caBundle `ca_bundle`
/// @param sdkSettings further settings that the SDK for Java reads from a profile, without
///   credentials
public record ProfileEndpoints(
    Optional<String> region,
    Map<String, String> urls,
    Optional<String> caBundle,
    Map<String, String> sdkSettings) {
  /// For a profile that does not exist.
  public static final ProfileEndpoints NONE =
      new ProfileEndpoints(Optional.empty(), Map.of(), Optional.empty(), Map.of());

  private static final String URL = "endpoint_url";

  /// The settings of the SDK that affect its calls.
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

  /// A comment after a value.
  private static final Pattern COMMENT = Pattern.compile("\\s[#;].*$");

  public ProfileEndpoints {
    urls = Map.copyOf(urls);
    sdkSettings = Map.copyOf(sdkSettings);
  }

  /// Reads the settings of a profile. A file that does not exist, or that this user cannot read,
  /// counts as empty.
  ///
  /// @param environment locates the files, with `directory`, see [SharedFile#path]
  /// @param profile the name of the profile
  public static ProfileEndpoints read(
      Map<String, String> environment, Path directory, String profile) {
    var config = lines(SharedFile.CONFIG, environment, directory);
    var settings = settings(config, section -> SharedFile.CONFIG.names(section, profile));
    // as in the SDKs, the credentials file overrides the config file
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

  /// Returns the settings of all sections with that name; a later line overrides an earlier one.
  /// The name of a nested setting is prefixed by its parent, `s3.endpoint_url`.
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
