package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.sts.SessionIssuer;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/// The operation CreateSession, which is signed with the key of a certificate. Its checks are made
/// in the order of the service. Thread-safe.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
public final class CreateSession {
  private final Registry registry;
  private final RoleAssumption assumption;
  private final SubjectLog subjects;
  private final Clock clock;

  public CreateSession(Registry registry, Account account, SessionIssuer issuer, Clock clock) {
    this.registry = registry;
    this.assumption = new RoleAssumption(account, issuer, clock);
    this.subjects = new SubjectLog(registry.subjects(), account.number(), clock);
    this.clock = clock;
  }

  /// Creates a session.
  ///
  /// @throws AwsError if the service would reject the request
  public Json.Obj run(AwsRequest request, byte[] body) {
    var signed = X509Authorization.read(request);
    var sent = RequestCertificates.read(request);
    var parameters = SessionParameters.read(request.parameters(), JsonInput.parse(body));
    var target = SessionTarget.find(registry, parameters);
    var now = clock.instant();
    CertificateRules.checkLeaf(sent.leaf(), now);
    var path = PathRules.path(sent, target.anchor(), now);
    var anchorArn = target.anchor().resource().arn();
    RevocationRules.check(
        path,
        registry.crls().list(target.region()).stream()
            .filter(crl -> crl.trustAnchorArn().equals(anchorArn))
            .toList());
    new SignatureRules(target.region(), now).check(request, signed, sent.leaf(), Sha256.hex(body));
    return assume(parameters, target, sent.leaf());
  }

  private Json.Obj assume(
      SessionParameters parameters, SessionTarget target, X509Certificate leaf) {
    var settings = target.profile().settings();
    var holder =
        new RoleAssumption.Holder(
            parameters.roleArn(),
            target.anchor().resource().arn(),
            settings,
            target.seconds(parameters),
            parameters.name().orElseGet(() -> SessionNames.serial(leaf)),
            SessionNames.sourceIdentity(leaf),
            new CertificateTags(target.profile().mappings()).of(leaf));
    try {
      var session = assumption.run(holder);
      var subject = subjects.add(leaf, target.region(), false);
      return answer(session, holder).with("subjectArn", Json.of(subject.resource().arn()));
    } catch (AwsError refusal) {
      subjects.add(leaf, target.region(), true);
      throw refusal;
    }
  }

  private static Json.Obj answer(Caller.Assumed caller, RoleAssumption.Holder holder) {
    var session = caller.session();
    var user =
        Json.object()
            .with("arn", Json.of(caller.arn()))
            .with("assumedRoleId", Json.of(caller.userId()));
    var credentials =
        Json.object()
            .with("accessKeyId", Json.of(session.accessKeyId()))
            .with("secretAccessKey", Json.of(session.secretAccessKey().reveal()))
            .with("sessionToken", Json.of(session.token().reveal()))
            .with("expiration", Json.of(session.expires().toString()));
    var answer =
        Json.object()
            .with("assumedRoleUser", user)
            .with("credentials", credentials)
            .with("packedPolicySize", Json.of(packed(holder)))
            .with("roleArn", Json.of(holder.roleArn()))
            .with("sourceIdentity", Json.of(holder.sourceIdentity()));
    return Json.object().with("credentialSet", Json.array(List.of(answer)));
  }

  /// Returns the used percentage of the size limit for session policies and tags.
  private static int packed(RoleAssumption.Holder holder) {
    int length =
        holder.profile().sessionPolicy().orElse("").length()
            + String.join("", holder.profile().managedPolicyArns()).length()
            + holder.tags().toString().length();
    return (length * 100 + 4095) / 4096;
  }
}
