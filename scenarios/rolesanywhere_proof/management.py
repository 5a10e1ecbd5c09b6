"""The management API, driven by botocore's client."""

from botocore.exceptions import ClientError

from .request import Authority


def prove(chain):
    for name, check in (("trust anchors", anchors), ("profiles", profiles), ("attribute mappings", mappings),
                        ("CRLs", crls), ("tags", tags), ("notification settings", notifications), ("subjects", subjects),
                        ("pages", pages), ("limits", limits), ("permissions", permissions)):
        try:
            check(chain, chain.anywhere)
            yield f"management: {name}", ""
        except (AssertionError, ClientError, KeyError) as e:
            yield f"management: {name}", f"{type(e).__name__}: {e}"


def source(*authorities):
    return {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": "".join(ca.pem for ca in authorities)}}


def refused(code, call, **parameters):
    try:
        call(**parameters)
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e
        return e.response["Error"]["Message"]
    raise AssertionError(f"accepted, expected {code}")


def anchors(chain, client):
    created = client.create_trust_anchor(name="a", source=source(Authority()), tags=[{"key": "k", "value": "v"}])["trustAnchor"]
    key = {"trustAnchorId": created["trustAnchorId"]}
    assert not created["enabled"] and created["source"]["sourceType"] == "CERTIFICATE_BUNDLE", created
    assert client.get_trust_anchor(**key)["trustAnchor"] == created
    assert client.enable_trust_anchor(**key)["trustAnchor"]["enabled"]
    assert not client.disable_trust_anchor(**key)["trustAnchor"]["enabled"]
    two = source(Authority(), Authority())
    assert client.update_trust_anchor(**key, source=two)["trustAnchor"]["source"] == two
    assert client.update_trust_anchor(**key, name="b")["trustAnchor"]["source"] == two
    assert created["trustAnchorArn"] in [each["trustAnchorArn"] for each in client.list_trust_anchors()["trustAnchors"]]
    assert client.delete_trust_anchor(**key)["trustAnchor"]["name"] == "b"
    refused("ResourceNotFoundException", client.get_trust_anchor, **key)


def profiles(chain, client):
    created = client.create_profile(name="p", roleArns=[chain.role])["profile"]
    key = {"profileId": created["profileId"]}
    assert created["durationSeconds"] == 3600 and not created["acceptRoleSessionName"] and not created["enabled"], created
    assert client.get_profile(**key)["profile"] == created
    assert client.enable_profile(**key)["profile"]["enabled"]
    assert not client.disable_profile(**key)["profile"]["enabled"]
    changed = client.update_profile(**key, durationSeconds=900, acceptRoleSessionName=True, roleArns=[])["profile"]
    assert (changed["durationSeconds"], changed["roleArns"], changed["name"]) == (900, [], "p"), changed
    assert created["profileArn"] in [each["profileArn"] for each in client.list_profiles()["profiles"]]
    client.delete_profile(**key)
    refused("ResourceNotFoundException", client.get_profile, **key)


def mappings(chain, client):
    profile = client.create_profile(name="m", roleArns=[chain.role], enabled=True)["profile"]
    key = {"profileId": profile["profileId"]}
    assert [each["certificateField"] for each in profile["attributeMappings"]] == ["x509Issuer", "x509SAN", "x509Subject"]
    rules = [{"specifier": "DNS"}]
    changed = client.put_attribute_mapping(**key, certificateField="x509SAN", mappingRules=rules)["profile"]
    assert {"certificateField": "x509SAN", "mappingRules": rules} in changed["attributeMappings"], changed
    answer = chain.request(chain.fetch(), chain.parameters(profileArn=profile["profileArn"])).send()
    assert answer[0] == 403, "a tag that is not mapped matches the trust policy"
    changed = client.delete_attribute_mapping(**key, certificateField="x509SAN", specifiers=["DNS"])["profile"]
    assert "x509SAN" not in [each["certificateField"] for each in changed["attributeMappings"]], changed


def crls(chain, client):
    ca = Authority()
    anchor = client.create_trust_anchor(name="c", source=source(ca))["trustAnchor"]["trustAnchorArn"]
    data = ca.revoke(ca.issue().certificate)
    created = client.import_crl(name="c", crlData=data, trustAnchorArn=anchor)["crl"]
    key = {"crlId": created["crlId"]}
    assert client.get_crl(**key)["crl"]["crlData"] == data
    assert client.enable_crl(**key)["crl"]["enabled"] and not client.disable_crl(**key)["crl"]["enabled"]
    assert client.update_crl(**key, name="d")["crl"]["name"] == "d"
    client.import_crl(name="e", crlData=data, trustAnchorArn=anchor)
    refused("ValidationException", client.import_crl, name="f", crlData=data, trustAnchorArn=anchor)
    refused("ValidationException", client.import_crl, name="f", crlData=b"no", trustAnchorArn=anchor)
    assert key["crlId"] in [each["crlId"] for each in client.list_crls()["crls"]]
    client.delete_crl(**key)
    refused("ResourceNotFoundException", client.get_crl, **key)


def tags(chain, client):
    arn = client.create_profile(name="t", roleArns=[], tags=[{"key": "a", "value": "1"}])["profile"]["profileArn"]
    client.tag_resource(resourceArn=arn, tags=[{"key": "b", "value": "2"}])
    client.untag_resource(resourceArn=arn, tagKeys=["a"])
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "b", "value": "2"}]
    refused("ResourceNotFoundException", client.list_tags_for_resource, resourceArn=arn[:-1] + "x")


def notifications(chain, client):
    anchor = client.create_trust_anchor(name="n", source=source(Authority()))["trustAnchor"]
    key = {"trustAnchorId": anchor["trustAnchorId"]}
    setting = {"event": "CA_CERTIFICATE_EXPIRY", "enabled": True, "threshold": 7, "channel": "ALL"}
    changed = client.put_notification_settings(**key, notificationSettings=[setting])["trustAnchor"]["notificationSettings"]
    assert [each["threshold"] for each in changed] == [7, 45], changed
    reset = client.reset_notification_settings(**key, notificationSettingKeys=[{"event": setting["event"]}])["trustAnchor"]
    assert [each["threshold"] for each in reset["notificationSettings"]] == [45, 45], reset


def subjects(chain, client):
    svid = chain.fetch()
    _, _, answer = chain.request(svid).send()
    (found,) = [each for each in client.list_subjects()["subjects"] if each["subjectArn"] == answer["subjectArn"]]
    detail = client.get_subject(subjectId=found["subjectId"])["subject"]
    assert detail["credentials"][0]["serialNumber"] == str(svid.certificate.serial_number), detail


def pages(chain, client):
    seen, token = [], {}
    while True:
        page = client.list_profiles(pageSize=2, **token)
        assert len(page["profiles"]) <= 2
        seen += [each["profileId"] for each in page["profiles"]]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert seen == [each["profileId"] for each in client.list_profiles()["profiles"]] and len(seen) > 4


def limits(chain, client):
    leaf = Authority()
    leaf.certificate = leaf.issue().certificate
    old, invalid = Authority(kind="rsa"), "ValidationException"
    assert refused(invalid, client.create_trust_anchor, name="l", source=source(leaf)) == (
        "Incorrect basic constraints for CA certificate")
    refused(invalid, client.create_trust_anchor, name="l", source=source(old, old, old))
    large = source(old)
    large["sourceData"]["x509CertificateData"] += "\n" * 8000
    refused(invalid, client.create_trust_anchor, name="l", source=large)
    refused(invalid, client.create_trust_anchor, name="l!", source=source(old))
    refused(invalid, client.create_trust_anchor, name="l", source={
        "sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": "no certificate"}})
    refused(invalid, client.create_profile, name="l", roleArns=[chain.role] * 251)
    refused(invalid, client.create_profile, name="l", roleArns=["arn:aws:iam::123456789012:user/x"])
    refused(invalid, client.create_profile, name="l", roleArns=[], managedPolicyArns=["arn:aws:iam::aws:policy/A"] * 51)


def permissions(chain, client):
    """A session of a role without permissions may not manage the service."""
    import boto3
    _, _, answer = chain.request(chain.fetch()).send()
    keys = answer["credentialSet"][0]["credentials"]
    denied = boto3.Session(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"]).client("rolesanywhere")
    refused("AccessDeniedException", denied.list_profiles)
    forged = boto3.Session("AKIASANDBOXADMINUSER", "wrong").client("rolesanywhere")
    refused("InvalidSignatureException", forged.list_profiles)
