package io.spiffeaws.cli.wiring;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.chain.RolesAnywherePorts;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.anchor.AnchorLookup;
import io.spiffeaws.rolesanywhere.anchor.CaFile;
import io.spiffeaws.rolesanywhere.anchor.CaSource;
import io.spiffeaws.rolesanywhere.anchor.CreateAnchor;
import io.spiffeaws.rolesanywhere.anchor.DeleteAnchor;
import io.spiffeaws.rolesanywhere.anchor.SdkTrustAnchors;
import io.spiffeaws.rolesanywhere.anchor.SpireCas;
import io.spiffeaws.rolesanywhere.anchor.SyncAnchor;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchors;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.management.ManagementCalls;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.rolesanywhere.profile.CreateProfile;
import io.spiffeaws.rolesanywhere.profile.DeleteProfile;
import io.spiffeaws.rolesanywhere.profile.ProfileLookup;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfiles;
import io.spiffeaws.rolesanywhere.profile.SdkRolesAnywhereProfiles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.iam.SdkRoles;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Creates the operations on trust anchors and profiles of IAM Roles Anywhere. Close it to close
/// its connections.
public final class ManagementWiring implements AutoCloseable {
  private final Invocation invocation;
  private final AwsSettings settings;
  private final Optional<ResourceReference> reference;
  private final SdkClients clients;
  private final ManagementCalls calls;
  private final Deque<Runnable> opened = new ArrayDeque<>();

  public ManagementWiring(Invocation invocation, AwsOptions options) {
    this(invocation, options, Optional.empty());
  }

  /// For a command on one resource.
  public ManagementWiring(Invocation invocation, AwsOptions options, ResourceReference reference) {
    this(invocation, options, Optional.of(reference));
  }

  private ManagementWiring(
      Invocation invocation, AwsOptions options, Optional<ResourceReference> reference) {
    this.invocation = invocation;
    this.settings = options.managementSettings(invocation);
    this.reference = reference;
    this.clients = new SdkClients(settings, invocation.calls());
    this.calls =
        new ManagementCalls(clients.operatorsRest(ManagementCalls.service()), invocation.sleeper());
    reference
        .flatMap(ResourceReference::arn)
        .ifPresent(
            arn -> AccountRule.at(settings.endpoint("rolesanywhere")).checkArn(arn.toString()));
  }

  /// Returns the rule for account IDs of the IAM that is called.
  public AccountRule accounts() {
    return AccountRule.at(settings.endpoint("iam"));
  }

  /// Checks that IAM may have a role of that ARN.
  public void checkAccount(RoleReference role) {
    role.arn().ifPresent(accounts()::checkArn);
  }

  /// Returns the CAs in a file.
  ///
  /// @throws ProblemException malformed, if a trust anchor cannot hold them
  public List<X509Certificate> fileCas(String file) {
    return CaFile.read(
        invocation.console().directory().resolve(file), file, invocation.clock().instant());
  }

  /// Returns the CAs of the SPIRE server that a trust anchor needs.
  ///
  /// @throws ProblemException refused, if there are more than two
  public List<X509Certificate> serverCas(ServerOptions server) {
    return CreateAnchor.cas(source(server, Optional.empty()));
  }

  private CaSource source(ServerOptions options, Optional<Duration> svidTtl) {
    var spire = SpireWiring.open(options, invocation);
    opened.push(spire::close);
    return new SpireCas(spire.authorities(), spire.x509Bundles(), invocation.clock(), svidTtl);
  }

  public CreateAnchor createAnchor() {
    return new CreateAnchor(anchors());
  }

  public SyncAnchor syncAnchor(ServerOptions server, Optional<Duration> svidTtl) {
    return new SyncAnchor(anchors(), source(server, svidTtl), invocation.clock());
  }

  /// @throws ProblemException missing, if it does not exist
  public FoundResource<TrustAnchor> showAnchor(ResourceReference anchor) {
    return AnchorLookup.of(anchors()).required(anchor, AnchorLookup.creation(anchor));
  }

  /// Returns all trust anchors, sorted by name.
  public List<TrustAnchor> listAnchors() {
    return anchors().list().stream().sorted(Comparator.comparing(TrustAnchor::name)).toList();
  }

  public DeleteAnchor deleteAnchor() {
    return new DeleteAnchor(anchors(), roles());
  }

  public CreateProfile createProfile() {
    return new CreateProfile(profiles(), roles());
  }

  /// @throws ProblemException missing, if it does not exist
  public FoundResource<RolesAnywhereProfile> showProfile(ResourceReference profile) {
    return ProfileLookup.of(profiles()).required(profile, ProfileLookup.creation(profile));
  }

  /// Returns all profiles, sorted by name.
  public List<RolesAnywhereProfile> listProfiles() {
    return profiles().list().stream()
        .sorted(Comparator.comparing(profile -> profile.settings().name()))
        .toList();
  }

  public DeleteProfile deleteProfile() {
    return new DeleteProfile(profiles());
  }

  /// Returns the interfaces that a chain needs; empty if no region is specified, or if the IAM that
  /// is called is not AWS's and no endpoint of IAM Roles Anywhere is specified.
  Optional<RolesAnywherePorts> chainSide(SpireWiring spire) {
    var otherIam = settings.endpoint("iam").isPresent();
    if (otherIam && settings.endpoint("rolesanywhere").isEmpty()) {
      return Optional.empty();
    }
    var source =
        (CaSource)
            () ->
                new SpireCas(
                        spire.authorities(),
                        spire.x509Bundles(),
                        invocation.clock(),
                        Optional.empty())
                    .select();
    return settings
        .region()
        .map(region ->
            new RolesAnywherePorts(anchors(), profiles(), region, () -> CreateAnchor.cas(source)));
  }

  private TrustAnchors anchors() {
    return new SdkTrustAnchors(calls, region());
  }

  private RolesAnywhereProfiles profiles() {
    return new SdkRolesAnywhereProfiles(calls, region());
  }

  private Roles roles() {
    var iam = clients.iam();
    opened.push(iam::close);
    return new SdkRoles(iam);
  }

  /// The region of the ARN, or else the specified one. There is no default, since a trust anchor of
  /// another region is of no use.
  private String region() {
    return reference
        .flatMap(ResourceReference::arn)
        .map(RolesAnywhereArn::region)
        .or(clients::region)
        .orElseThrow(() ->
            ProblemException.malformed(
                "no-region",
                "no region specified; IAM Roles Anywhere has trust anchors and profiles in each"
                    + " region",
                "specify it with --region, AWS_REGION, or region in the profile"));
  }

  @Override
  public void close() {
    opened.forEach(Runnable::run);
  }
}
