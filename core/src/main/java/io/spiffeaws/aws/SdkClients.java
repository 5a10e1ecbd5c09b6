package io.spiffeaws.aws;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.HttpConnections;
import io.spiffeaws.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/// Builds the SDK's clients from [AwsSettings]. Every call has a deadline, is logged to a
/// [CallLog], and uses the JDK's HTTP client. Each method builds a new client; close it after use.
public final class SdkClients {
  private static final String PROFILE = "default";

  private final AwsSettings settings;
  private final CallLog calls;
  private final HttpConnections connections;

  public SdkClients(AwsSettings settings, CallLog calls) {
    disableSdkSearch();
    this.settings = settings;
    this.calls = calls;
    this.connections = settings.connections();
  }

  /// Returns a client of IAM with the operator's own credentials (environment, profile, container,
  /// instance).
  public IamClient iam() {
    return configure(IamClient.builder(), "iam", operator()).build();
  }

  /// Returns a client of STS with the operator's own credentials.
  public StsClient operatorsSts() {
    return configure(StsClient.builder(), "sts", operator()).build();
  }

  /// Returns a client of STS with the given session.
  public StsClient sts(String accessKeyId, Secret secretAccessKey, Secret sessionToken) {
    return configure(
            StsClient.builder(), "sts", session(accessKeyId, secretAccessKey, sessionToken))
        .build();
  }

  /// Returns a client of STS with the given keys.
  public StsClient sts(ExpiringKeys keys) {
    return configure(StsClient.builder(), "sts", new SdkOperatorProvider(() -> keys)).build();
  }

  /// Returns a client of S3 with the given session; it uses path style if an endpoint is set.
  public S3Client s3(String accessKeyId, Secret secretAccessKey, Secret sessionToken) {
    return configure(S3Client.builder(), "s3", session(accessKeyId, secretAccessKey, sessionToken))
        .forcePathStyle(settings.endpoint("s3").isPresent())
        .build();
  }

  /// Returns a client of S3 with the operator's own credentials.
  public S3Client operatorsS3() {
    return configure(S3Client.builder(), "s3", operator())
        .forcePathStyle(settings.endpoint("s3").isPresent())
        .build();
  }

  /// Returns calls of a service for which there is no client, with the operator's own credentials.
  ///
  /// @param partition of the resource in question; decides if no region is specified
  public SdkJsonCalls operatorsJson(SdkJsonCalls.Service service, String partition) {
    var region = region().orElseGet(() -> RegionName.oldest(partition));
    var endpoint = settings.endpoint(service.id()).orElseGet(() -> jsonEndpoint(service, region));
    return new SdkJsonCalls(
        service, settings, calls, operator(), new SdkJsonCalls.Endpoint(endpoint, region));
  }

  /// Returns calls of a regional service of the rest-json protocol for which there is no client,
  /// with the operator's own credentials.
  public SdkRestCalls operatorsRest(SdkRestCalls.Service service) {
    return new SdkRestCalls(
        service,
        settings,
        calls,
        operator(),
        region ->
            settings
                .endpoint(service.id())
                .orElseGet(() -> endpoint(service.id(), region, isFips(), isDualStack())));
  }

  /// The endpoint of a region, by the rules that services without a global endpoint share.
  private URI jsonEndpoint(SdkJsonCalls.Service service, String region) {
    var dualStack = isDualStack();
    var fips = isFips() && (!region.startsWith("us-gov-") || dualStack);
    return endpoint(service.id(), region, fips, dualStack);
  }

  private static URI endpoint(String id, String region, boolean fips, boolean dualStack) {
    return URI.create(
        "https://%s%s.%s.%s"
            .formatted(
                id,
                fips ? "-fips" : "",
                RegionName.check(region),
                RegionName.dnsSuffix(region, dualStack)));
  }

  private boolean isFips() {
    var fips = FipsEnabledProvider.builder().profileFile(this::profile).profileName(PROFILE);
    return fips.build().isFipsEnabled().orElse(false);
  }

  private boolean isDualStack() {
    var dual = DualstackEnabledProvider.builder().profileFile(this::profile).profileName(PROFILE);
    return dual.build().isDualstackEnabled().orElse(false);
  }

  private <B extends AwsClientBuilder<B, ?>> B configure(
      B builder, String service, AwsCredentialsProvider credentials) {
    builder
        .credentialsProvider(credentials)
        .region(region(service))
        .overrideConfiguration(override(service, credentials));
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClient(UrlConnectionHttpClient.create(this::open));
    }
    settings.endpoint(service).ifPresent(builder::endpointOverride);
    return builder;
  }

  private ClientOverrideConfiguration override(String service, AwsCredentialsProvider credentials) {
    var override = ClientOverrideConfiguration.builder().apiCallTimeout(settings.timeout());
    if (credentials instanceof SdkOperatorProvider operator) {
      override.addExecutionInterceptor(new SdkOperatorKeys(operator));
    }
    override
        .addExecutionInterceptor(new SdkCallInterceptor(service, calls))
        .addExecutionInterceptor(new SdkEndpointCheck(settings, service));
    override.defaultProfileName(PROFILE).defaultProfileFile(profile());
    if (!service.equals("s3")) {
      override.addExecutionInterceptor(new SdkAnswerCheck());
    }
    return override.build();
  }

  private HttpURLConnection open(URI address) {
    try {
      return connections.open(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the specified region, or that of the EC2 instance this runs on. Otherwise returns the
  /// partition's global endpoint, which IAM always has and STS has for `aws`. If an endpoint is
  /// set, any region does, since it appears only in the signature.
  private Region region(String service) {
    return region().map(Region::of).orElseGet(() -> fallback(service));
  }

  /// Returns the specified region, or that of the EC2 instance this runs on.
  ///
  /// @throws ProblemException malformed, if the region found is invalid
  public Optional<String> region() {
    return settings.region().or(SdkClients::machineRegion).map(RegionName::check);
  }

  private Region fallback(String service) {
    return settings.endpoint(service).isPresent() ? Region.US_EAST_1 : Region.AWS_GLOBAL;
  }

  private static Optional<String> machineRegion() {
    try {
      var found = new InstanceProfileRegionProvider().getRegion();
      return Optional.ofNullable(found).map(Region::id);
    } catch (SdkClientException notAnInstance) {
      return Optional.empty();
    }
  }

  /// Disables the SDK's own search. Each client would read both shared files, and fail at a
  /// malformed line of a profile that is not used. It would also read the endpoints of the
  /// environment by its own rules. The settings contain all that is needed of both.
  private static void disableSdkSearch() {
    for (var file : List.of("aws.configFile", "aws.sharedCredentialsFile")) {
      System.setProperty(file, "/dev/null");
    }
    System.setProperty("aws.ignoreConfiguredEndpointUrls", "true");
  }

  /// Returns the profile that the SDK uses instead of the shared files.
  private ProfileFile profile() {
    var text = new StringBuilder("[" + PROFILE + "]\n");
    settings
        .sdkSettings()
        .forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    return ProfileFile.builder()
        .type(ProfileFile.Type.CONFIGURATION)
        .content(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private SdkOperatorProvider operator() {
    return new SdkOperatorProvider(
        settings
            .keys()
            .<KeySource>map(keys -> () -> ExpiringKeys.ofEnvironment(keys))
            .orElseGet(settings::operator));
  }

  static AwsCredentials credentials(AwsKeys keys) {
    var secret = keys.secretAccessKey().reveal();
    return keys.sessionToken().filter(token -> !token.reveal().isEmpty()).isPresent()
        ? AwsSessionCredentials.create(
            keys.accessKeyId(), secret, keys.sessionToken().get().reveal())
        : AwsBasicCredentials.create(keys.accessKeyId(), secret);
  }

  private static AwsCredentialsProvider session(
      String accessKeyId, Secret secretAccessKey, Secret sessionToken) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(accessKeyId, secretAccessKey.reveal(), sessionToken.reveal()));
  }
}
