package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The actions on roles themselves. Called while the lock of IAM is held.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
record RoleActions(Account account, Identifiers identifiers, Clock clock) {
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");

  Map<String, QueryAction> actions() {
    return Map.ofEntries(
        Map.entry("CreateRole", this::create),
        Map.entry("GetRole", this::get),
        Map.entry("ListRoles", this::list),
        Map.entry("UpdateRole", this::update),
        Map.entry("UpdateRoleDescription", this::updateDescription),
        Map.entry("DeleteRole", this::delete),
        Map.entry("UpdateAssumeRolePolicy", this::updateTrust),
        Map.entry("PutRolePermissionsBoundary", this::putBoundary),
        Map.entry("DeleteRolePermissionsBoundary", this::deleteBoundary),
        Map.entry("TagRole", this::tag),
        Map.entry("UntagRole", this::untag),
        Map.entry("ListRoleTags", this::listTags),
        Map.entry("ListInstanceProfilesForRole", this::listInstanceProfiles));
  }

  private void create(QueryCall call, Xml result) {
    var parameters = call.parameters();
    var name = RoleNames.name(parameters, "RoleName", 64);
    var path = RoleNames.path(parameters);
    var description = description(parameters);
    int maxSession = maxSession(parameters);
    var tags = Tags.read(parameters);
    if (account.role(name).isPresent()) {
      throw IamErrors.exists("Role with name %s already exists.".formatted(name));
    }
    var trust = PolicyDocuments.trust(account, parameters, "AssumeRolePolicyDocument");
    var boundary = parameters.get("PermissionsBoundary").map(this::boundary);
    if (account.roles().size() >= Quotas.ROLES) {
      throw IamErrors.quota("RolesPerAccount", Quotas.ROLES);
    }
    var role =
        new Role(
            new Role.Identity(
                path,
                name,
                identifiers.unique("AROA"),
                account.iamArn("role" + path + name),
                clock.instant()),
            new Role.Settings(description, maxSession),
            trust,
            new Role.Policies(Map.of(), List.of(), boundary),
            tags);
    account.put(role);
    result.element("Role", xml -> RoleXml.write(xml, role, true));
  }

  private void get(QueryCall call, Xml result) {
    var role = role(call);
    result.element(
        "Role",
        xml -> {
          RoleXml.write(xml, role, true);
          xml.element("RoleLastUsed", _ -> {});
        });
  }

  private void list(QueryCall call, Xml result) {
    var prefix = call.parameters().get("PathPrefix").orElse("/");
    var roles =
        account.roles().stream().filter(role -> role.identity().path().startsWith(prefix)).toList();
    var page = Page.of(roles, Role::name, call.parameters());
    result.list("Roles", page.items(), role -> RoleXml.write(result, role, false));
    page.writeEnd(result);
  }

  private void update(QueryCall call, Xml result) {
    var role = role(call);
    var description = description(call.parameters()).or(role.settings()::description);
    account.put(role.with(new Role.Settings(description, maxSession(call.parameters()))));
  }

  private void updateDescription(QueryCall call, Xml result) {
    var role = role(call);
    call.parameters().required("Description");
    var changed =
        role.with(new Role.Settings(description(call.parameters()), role.settings().maxSession()));
    account.put(changed);
    result.element("Role", xml -> RoleXml.write(xml, changed, true));
  }

  private void delete(QueryCall call, Xml result) {
    var role = role(call);
    if (!role.policies().attached().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
    if (!role.policies().inline().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    account.removeRole(role.name());
  }

  private void updateTrust(QueryCall call, Xml result) {
    var role = role(call);
    account.put(
        role.withTrust(PolicyDocuments.trust(account, call.parameters(), "PolicyDocument")));
  }

  private void putBoundary(QueryCall call, Xml result) {
    var role = role(call);
    var arn = boundary(call.parameters().required("PermissionsBoundary"));
    account.put(role.withBoundary(Optional.of(arn)));
  }

  private void deleteBoundary(QueryCall call, Xml result) {
    var role = role(call);
    if (role.policies().boundary().isEmpty()) {
      throw IamErrors.noSuchEntity(
          "The role with name %s does not have a permissions boundary.".formatted(role.name()));
    }
    account.put(role.withBoundary(Optional.empty()));
  }

  private void tag(QueryCall call, Xml result) {
    var role = role(call);
    account.put(role.withTags(Tags.merge(role.tags(), call.parameters())));
  }

  private void untag(QueryCall call, Xml result) {
    var role = role(call);
    account.put(role.withTags(Tags.remove(role.tags(), call.parameters())));
  }

  private void listTags(QueryCall call, Xml result) {
    Tags.writePage(result, role(call).tags(), call.parameters());
  }

  /// The sandbox has no EC2, so no role has instance profiles. Programs list them before they
  /// delete a role.
  private void listInstanceProfiles(QueryCall call, Xml result) {
    role(call);
    result.texts("InstanceProfiles", List.of()).text("IsTruncated", "false");
  }

  private Role role(QueryCall call) {
    return RoleNames.role(account, call.parameters());
  }

  private String boundary(String arn) {
    new Validation().length("permissionsBoundary", arn, 20, 2048).finish();
    if (account.policy(arn).isEmpty()) {
      throw IamErrors.noSuchEntity(
          "Scope ARN: %s does not exist or is not attachable.".formatted(arn));
    }
    return arn;
  }

  private static Optional<String> description(Parameters parameters) {
    var description = parameters.get("Description");
    description.ifPresent(text ->
        new Validation()
            .length("description", text, 0, 1000)
            .pattern("description", text, DESCRIPTION)
            .finish());
    return description;
  }

  private static int maxSession(Parameters parameters) {
    var text = parameters.get("MaxSessionDuration").orElse("3600");
    try {
      int seconds = Integer.parseInt(text);
      new Validation().range("maxSessionDuration", seconds, 3600, 43_200).finish();
      return seconds;
    } catch (NumberFormatException e) {
      throw new AwsError(400, "MalformedInput", "Invalid argument");
    }
  }
}
