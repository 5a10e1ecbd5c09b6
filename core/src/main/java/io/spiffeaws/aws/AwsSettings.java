package io.spiffeaws.aws;

import io.spiffeaws.http.HttpConnections;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The endpoints of AWS and how to connect to them.
///
/// @param region the specified region; if empty, the SDK's own search decides (the EC2 instance)
/// @param endpoints the endpoint of a service (`sts`, `iam`, `s3`) instead of AWS's own, from the
///   environment or the profile; `""` is for all other services
/// @param endpointOrigins the variable or the setting of a profile that specifies each endpoint
/// @param caBundle PEM file of the CAs to trust instead of the system's
/// @param profile profile of `~/.aws/config` for calls that need the operator's own credentials
/// @param allowHttp whether a plain-http endpoint that is not on loopback is accepted
/// @param timeout of each call, from its start to its response
/// @param proxies from the environment
/// @param keys the operator's own keys from the environment
/// @param operator the source of the operator's own credentials if the environment has none
/// @param sdkSettings settings of the profile for the SDK: `retry_mode`, `use_fips_endpoint` and
///   similar
public record AwsSettings(
    Optional<String> region,
    Map<String, URI> endpoints,
    Map<String, String> endpointOrigins,
    Optional<Path> caBundle,
    Optional<String> profile,
    boolean allowHttp,
    Duration timeout,
    Proxies proxies,
    Optional<AwsKeys> keys,
    KeySource operator,
    Map<String, String> sdkSettings) {

  /// Without proxies and without the operator's own keys.
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
        Map.of(),
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
    endpointOrigins = Map.copyOf(endpointOrigins);
    sdkSettings = Map.copyOf(sdkSettings);
    for (var endpoint : endpoints.values()) {
      checkEndpoint(endpoint, allowHttp);
    }
  }

  /// Returns the endpoint that is set for a service, or for all; empty if there is none.
  ///
  /// @param service `sts`, `iam` or `s3`
  public Optional<URI> endpoint(String service) {
    return Optional.ofNullable(endpoints.get(service))
        .or(() -> Optional.ofNullable(endpoints.get("")));
  }

  /// Returns the host of a call, with the setting that specifies it.
  ///
  /// @param service as in [#endpoint]
  public CalledHost called(String service, URI address) {
    return new CalledHost(
        ServiceProblems.host(address),
        Optional.ofNullable(endpointOrigins.get(endpoints.containsKey(service) ? service : "")));
  }

  /// Returns the profile whose credentials are not used, since the keys of the environment have
  /// precedence; empty if there is none.
  public Optional<String> ignoredProfile() {
    return profile.filter(_ -> keys.isPresent());
  }

  /// Returns the same settings with another source of the operator's own credentials.
  public AwsSettings with(KeySource source) {
    return new AwsSettings(
        region,
        endpoints,
        endpointOrigins,
        caBundle,
        profile,
        allowHttp,
        timeout,
        proxies,
        keys,
        source,
        sdkSettings);
  }

  /// Returns the connections that every client uses.
  public HttpConnections connections() {
    return new HttpConnections(proxies, caBundle, timeout);
  }

  /// Parses an endpoint that calls may go to.
  ///
  /// @throws ProblemException as [#checkEndpoint]
  public static URI parseEndpoint(String text, boolean allowHttp) {
    try {
      var endpoint = new URI(text);
      checkEndpoint(endpoint, allowHttp);
      return endpoint;
    } catch (URISyntaxException e) {
      throw invalid(text);
    }
  }

  /// Checks that a call may go to an endpoint, however the endpoint was found.
  ///
  /// @throws ProblemException malformed, if it is not an endpoint, or a plain-http one that is not
  ///   allowed
  public void checkEndpoint(URI endpoint) {
    checkEndpoint(endpoint, allowHttp);
  }

  private static void checkEndpoint(URI endpoint, boolean allowHttp) {
    var scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw invalid(endpoint.toString());
    }
    if (scheme.equals("http") && !allowHttp && !loopback(endpoint.getHost())) {
      throw ProblemException.malformed(
          "plain-http-endpoint",
          "the endpoint \"" + endpoint + "\" would receive tokens and credentials unencrypted",
          "use https, or specify --allow-http if the network is trusted");
    }
  }

  private static ProblemException invalid(String endpoint) {
    return ProblemException.malformed(
        "malformed-endpoint",
        "invalid endpoint \"" + InvisibleCharacters.line(endpoint) + "\"",
        "specify it as https://HOST[:PORT]");
  }

  /// Only literal loopback addresses and `localhost`: a name that resolves to loopback now may not
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
