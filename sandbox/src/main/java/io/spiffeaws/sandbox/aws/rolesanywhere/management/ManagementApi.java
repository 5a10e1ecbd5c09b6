package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.identity.Authenticated;
import io.spiffeaws.sandbox.aws.identity.Authenticator;
import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.identity.SignatureErrors;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The management API of the service. Its requests are signed with access keys. Thread-safe: one
/// operation at a time.
public final class ManagementApi {
  private static final Pattern ID = Pattern.compile("[a-f0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}");

  private final Authenticator authenticator;
  private final Permissions permissions;
  private final Account account;
  private final Clock clock;
  private final List<Operation> operations;

  public ManagementApi(
      Registry registry,
      Account account,
      Authenticator authenticator,
      Permissions permissions,
      Clock clock) {
    this.authenticator = authenticator;
    this.permissions = permissions;
    this.account = account;
    this.clock = clock;
    var roles = new RolePassing(permissions);
    this.operations =
        Stream.of(
                new AnchorActions(registry).operations(),
                new NotificationActions(registry).operations(),
                new ProfileActions(registry, roles).operations(),
                new MappingActions(registry).operations(),
                new CrlActions(registry).operations(),
                new SubjectActions(registry).operations(),
                new TagActions(registry).operations())
            .flatMap(List::stream)
            .toList();
  }

  /// Executes a request.
  ///
  /// @throws AwsError if AWS would reject it
  public AwsResponse answer(AwsRequest request, byte[] body) {
    var path = PercentCode.decode(request.path());
    for (var operation : operations) {
      var id = operation.match(request.method(), path);
      if (id.isPresent()) {
        return answer(operation, request, body, id.get());
      }
    }
    throw new AwsError(404, "UnknownOperationException", "");
  }

  private AwsResponse answer(Operation operation, AwsRequest request, byte[] body, String id) {
    var authenticated = authenticate(request, body);
    if (!operation.type().isEmpty() && !ID.matcher(id).matches()) {
      throw RestRefusals.invalid(
          "1 validation error detected: Value '%s' failed to satisfy constraint: Member must satisfy"
                  .formatted(id)
              + " regular expression pattern: "
              + ID.pattern());
    }
    var call =
        new ManagementCall(
            request,
            JsonInput.parse(body),
            authenticated.caller(),
            account.number(),
            authenticated.signed().scope().region(),
            id,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    authorize(operation, call);
    synchronized (this) {
      return AwsResponse.json(operation.status(), operation.action().answer(call));
    }
  }

  private Authenticated authenticate(AwsRequest request, byte[] body) {
    try {
      return authenticator.authenticate(request, Sha256.hex(body));
    } catch (SignatureFault.Raised raised) {
      throw SignatureErrors.of(raised.fault());
    }
  }

  private void authorize(Operation operation, ManagementCall call) {
    var action = "rolesanywhere:" + operation.name();
    var resource =
        operation.type().isEmpty() ? TagActions.resource(call) : call.arn(operation.type());
    permissions
        .refusal(call.caller(), call.request(), action, resource, RequestContext.empty())
        .ifPresent(reason -> {
          throw RestRefusals.denied(
              "User: %s is not authorized to perform: %s on resource: %s %s"
                  .formatted(call.caller().arn(), action, resource, reason));
        });
  }
}
