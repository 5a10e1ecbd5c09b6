package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Crl;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.Base64;
import java.util.List;

/// The operations on certificate revocation lists.
record CrlActions(Registry registry) {
  private static final String TYPE = "crl";
  private static final int QUOTA = 2;
  private static final int LARGEST = 300_000;

  List<Operation> operations() {
    return List.of(
        Operation.onAll("POST", "/crls", "ImportCrl", 201, this::create),
        Operation.onAll("GET", "/crls", "ListCrls", 200, this::list),
        onOne("GET", "", "GetCrl", call -> shown(find(call))),
        onOne("PATCH", "", "UpdateCrl", this::update),
        onOne("DELETE", "", "DeleteCrl", this::delete),
        onOne("POST", "/enable", "EnableCrl", call -> enable(call, true)),
        onOne("POST", "/disable", "DisableCrl", call -> enable(call, false)));
  }

  private static Operation onOne(String method, String end, String name, Operation.Action action) {
    return Operation.onOne(method, "/crl/{id}" + end, name, TYPE, action);
  }

  private Json.Obj create(ManagementCall call) {
    var resource = call.create(TYPE);
    var data = call.input().required("crlData");
    var parsed = parsed(data);
    var anchor = call.input().required("trustAnchorArn");
    var tags = TagInput.read(call.input());
    if (registry.anchors().find(anchor).isEmpty()) {
      throw RestRefusals.invalid("Trust anchor not found");
    }
    long existing =
        registry.crls().list(call.region()).stream()
            .filter(crl -> crl.trustAnchorArn().equals(anchor))
            .count();
    if (existing >= QUOTA) {
      throw RestRefusals.invalid("CRL limit exceeded");
    }
    registry.tag(resource.arn(), tags);
    return stored(new Crl(resource, data, parsed, anchor));
  }

  private Json.Obj list(ManagementCall call) {
    var all = registry.crls().list(call.region()).stream().map(CrlActions::json).toList();
    return Pages.of(call, "crls", all);
  }

  private Json.Obj update(ManagementCall call) {
    var crl = find(call);
    var name = Names.optional(call.input()).orElse(crl.resource().name());
    var data = call.input().text("crlData");
    var changed = data.map(text -> crl.with(text, parsed(text))).orElse(crl);
    return stored(changed.with(crl.resource().named(name, call.now())));
  }

  private Json.Obj delete(ManagementCall call) {
    var crl = find(call);
    registry.crls().remove(crl.resource().arn());
    registry.untag(crl.resource().arn());
    return shown(crl);
  }

  private Json.Obj enable(ManagementCall call, boolean enabled) {
    var crl = find(call);
    return stored(crl.with(crl.resource().enabled(enabled, call.now())));
  }

  private Json.Obj stored(Crl crl) {
    registry.crls().put(crl);
    return shown(crl);
  }

  private Crl find(ManagementCall call) {
    return registry
        .crls()
        .find(call.arn(TYPE))
        .orElseThrow(() -> RestRefusals.notFound("CRL not found"));
  }

  /// Parses a CRL.
  ///
  /// @param data PEM or DER, in base64
  /// @throws AwsError ValidationException if it cannot be parsed
  private static X509CRL parsed(String data) {
    try {
      var bytes = Base64.getDecoder().decode(data);
      new Validation().range("crlData", bytes.length, 1, LARGEST).finish();
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException | CertificateException | CRLException e) {
      throw RestRefusals.invalid("Malformed CRL");
    }
  }

  private static Json.Obj shown(Crl crl) {
    return Json.object().with("crl", json(crl));
  }

  private static Json.Obj json(Crl crl) {
    return ResourceJson.of(crl.resource(), "crl")
        .with("crlData", Json.of(crl.data()))
        .with("trustAnchorArn", Json.of(crl.trustAnchorArn()));
  }
}
