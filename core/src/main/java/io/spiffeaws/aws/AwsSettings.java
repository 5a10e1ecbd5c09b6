package io.spiffeaws.aws;

import io.spiffeaws.http.HttpConnections;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where AWS is and how it is reached.
///
/// @param region null-free and possibly empty: where none was given, the SDK's own search (the
///   machine's) decides
/// @param endpoints an endpoint for a service (`sts`, `iam`, `s3`) in place of AWS's own, from the
///   environment or the profile; `""` is that for all others
/// @param caBundle PEM file of the CAs to trust in place of the system's
/// @param profile profile of `~/.aws/config` for calls that need the operator's own credentials
/// @param allowHttp whether a plain-http endpoint that is not on loopback is accepted
/// @param timeout of each call, from its start to its answer
/// @param proxies of the environment
/// @param keys the operator's own, from the caller's environment
/// @param operator the operator's own if the environment has none
/// @param sdkSettings of the profile, for the SDK: `retry_mode`, `use_fips_endpoint` and the like
public record AwsSettings(
    Optional<String> region,
    Map<String, URI> endpoints,
    Optional<Path> caBundle,
    Optional<String> profile,
    boolean allowHttp,
    Duration timeout,
    Proxies proxies,
    Optional<AwsKeys> keys,
    KeySource operator,
    Map<String, String> sdkSettings) {

  /// Without proxies and without keys of the caller's.
  public AwsSettings(
      Optional<String> region,
      Map<String, URI> endpoints,
      Optional<Path> caBundle,
      Optional<String> profile,
      boolean allowHttp,
      Duration timeout) {
    this(
        region,
        endpoints,
        caBundle,
        profile,
        allowHttp,
        timeout,
        Proxies.NONE,
        Optional.empty(),
        KeySource.NONE,
        Map.of());
  }

  public AwsSettings {
    region.ifPresent(RegionName::check);
    endpoints = Map.copyOf(endpoints);
    sdkSettings = Map.copyOf(sdkSettings);
    for (var endpoint : endpoints.values()) {
      checkEndpoint(endpoint, allowHttp);
    }
  }

  /// The endpoint that was set for a service, or for all.
  ///
  /// @param service `sts`, `iam` or `s3`
  public Optional<URI> endpoint(String service) {
    return Optional.ofNullable(endpoints.get(service))
        .or(() -> Optional.ofNullable(endpoints.get("")));
  }

  /// The same with another source of the operator's own credentials.
  public AwsSettings with(KeySource source) {
    return new AwsSettings(
        region,
        endpoints,
        caBundle,
        profile,
        allowHttp,
        timeout,
        proxies,
        keys,
        source,
        sdkSettings);
  }

  /// How every client connects.
  public HttpConnections connections() {
    return new HttpConnections(proxies, caBundle, timeout);
  }

  /// Whether a call may go there, however its address was found.
  ///
  /// @throws ProblemException malformed
  public void checkEndpoint(URI endpoint) {
    checkEndpoint(endpoint, allowHttp);
  }

  private static void checkEndpoint(URI endpoint, boolean allowHttp) {
    var scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw ProblemException.malformed(
          "malformed-endpoint",
          "\"" + endpoint + "\" is not an endpoint",
          "write it as https://HOST[:PORT]");
    }
    if (scheme.equals("http") && !allowHttp && !loopback(endpoint.getHost())) {
      throw ProblemException.malformed(
          "plain-http-endpoint",
          "the endpoint " + endpoint + " would send tokens and credentials unencrypted",
          "use https, or say --allow-http where that network is trusted");
    }
  }

  /// Literal loopback addresses and `localhost` only: a name that resolves to loopback now may not
  /// do so later.
  private static boolean loopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(literal).isLoopbackAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
