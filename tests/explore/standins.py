"""Stand-ins for the vendor's SDKs for Go and Java, with their documented names.

Neither can be had here from its own registry.  These hold, of our own making, what snippets use:
the same packages, classes, functions and types, generated for one service.  Their clients send
nothing: they hand back the JSON that they would send.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tc3gen.model import Field, Kind, Service, TypeRef

_SDK = "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud"

_GO_COMMON = """package common

import (
	"encoding/json"
	"reflect"

	tchttp "SDK/common/http"
	"SDK/common/profile"
)

type Credential struct{ SecretId, SecretKey string }

func NewCredential(secretId, secretKey string) *Credential {
	return &Credential{secretId, secretKey}
}

type Client struct{ Endpoint string }

func NewCommonClient(key *Credential, region string, profile *profile.ClientProfile) *Client {
	return &Client{profile.HttpProfile.Endpoint}
}

func (c *Client) Send(request *tchttp.CommonRequest, response *tchttp.CommonResponse) error {
	body, err := json.Marshal(request.Parameters)
	response.Body = body
	return err
}

func (c *Client) SendOctetStream(
	request *tchttp.CommonRequest, response *tchttp.CommonResponse,
) (err error) {
	response.Body, err = json.Marshal(request)
	return
}
"""

_GO_PLAIN = """
// Plain leaves out what is not set, and nothing else, as the SDK's own encoder does.
func Plain(value reflect.Value) interface{} {
	switch value.Kind() {
	case reflect.Ptr:
		return Plain(value.Elem())
	case reflect.Struct:
		members := map[string]interface{}{}
		for i := 0; i < value.NumField(); i++ {
			if !value.Field(i).IsNil() {
				members[value.Type().Field(i).Name] = Plain(value.Field(i))
			}
		}
		return members
	case reflect.Slice:
		items := make([]interface{}, value.Len())
		for i := range items {
			items[i] = Plain(value.Index(i))
		}
		return items
	}
	return value.Interface()
}
"""

_GO_PTRS = """
func NAMEPtr(v TYPE) *TYPE { return &v }

func NAMEPtrs(vals []TYPE) []*TYPE {
	ptrs := make([]*TYPE, len(vals))
	for i := range vals {
		ptrs[i] = &vals[i]
	}
	return ptrs
}
"""

_GO_HTTP = """package common

type CommonRequest struct {
	Service, Version, Action string
	Parameters               interface{}
	Header                   map[string]string
	Bytes                    []byte
}

func NewCommonRequest(service, version, action string) *CommonRequest {
	return &CommonRequest{Service: service, Version: version, Action: action}
}

func (r *CommonRequest) SetActionParameters(data interface{}) error {
	r.Parameters = data
	return nil
}

func (r *CommonRequest) SetOctetStreamParameters(header map[string]string, body []byte) {
	r.Header, r.Bytes = header, body
}

type CommonResponse struct{ Body []byte }

func NewCommonResponse() *CommonResponse { return &CommonResponse{} }

func (r *CommonResponse) GetBody() []byte { return r.Body }
"""

_GO_PROFILE = """package profile

type HttpProfile struct{ Endpoint string }

type ClientProfile struct{ HttpProfile *HttpProfile }

func NewClientProfile() *ClientProfile { return &ClientProfile{&HttpProfile{}} }
"""

_GO_CLIENT = """package PACKAGE

import (
	"encoding/json"
	"reflect"

	"SDK/common"
	"SDK/common/profile"
)

type Client struct{}

func NewClient(
	credential *common.Credential, region string, profile *profile.ClientProfile,
) (*Client, error) {
	return &Client{}, nil
}
"""

_GO_ACTION = """
func NewNAMERequest() *NAMERequest { return &NAMERequest{} }

type NAMEResponse struct{ body []byte }

func (r *NAMEResponse) ToJsonString() string { return string(r.body) }

func (c *Client) NAME(request *NAMERequest) (*NAMEResponse, error) {
	body, err := json.Marshal(common.Plain(reflect.ValueOf(request)))
	return &NAMEResponse{body}, err
}
"""


def go_module(folder: Path, services: Sequence[Service]) -> None:
    """A module in which `go build` finds the SDK; programs go into folders of it."""
    ptrs = "".join(
        _GO_PTRS.replace("NAME", kind.capitalize()).replace("TYPE", kind)
        for kind in ("int64", "uint64", "float64", "bool", "string")
    )
    clients = {f"sdk/{each.name}/{_version(each)}/client.go": _go_client(each) for each in services}
    _write(
        folder,
        {
            "go.mod": f"module example\n\ngo 1.19\n\nrequire {_SDK} v0.0.0\n\n"
            f"replace {_SDK} => ./sdk\n",
            "sdk/go.mod": f"module {_SDK}\n\ngo 1.19\n",
            "sdk/common/common.go": _GO_COMMON + _GO_PLAIN + ptrs,
            "sdk/common/http/http.go": _GO_HTTP,
            "sdk/common/profile/profile.go": _GO_PROFILE,
            **clients,
        },
        {"SDK": _SDK},
    )


def _go_client(service: Service) -> str:
    client = _GO_CLIENT.replace("PACKAGE", _version(service))
    for struct in service.structs:
        client += _go_struct(struct.name, struct.fields)
    for action in service.actions:
        client += _go_struct(f"{action.name}Request", action.input)
        client += _GO_ACTION.replace("NAME", action.name)
    return client


def _version(service: Service) -> str:
    return "v" + service.version.replace("-", "")


def _go_struct(name: str, fields: Sequence[Field]) -> str:
    members = "".join(f"\t{field.name} {_go_type(field, field.type)}\n" for field in fields)
    return f"\ntype {name} struct {{\n{members}}}\n"


def _go_type(field: Field, type_: TypeRef) -> str:
    if type_.item is not None:
        return "[]" + _go_type(field, type_.item)
    if type_.struct is not None:
        return "*" + type_.struct
    if type_.kind is Kind.INTEGER:
        return "*uint64" if field.format == "uint64" else "*int64"
    return {Kind.FLOAT: "*float64", Kind.BOOLEAN: "*bool"}.get(type_.kind, "*string")


# Java ---------------------------------------------------------------------------------------------

_JAVA_MODEL = r"""package com.tencentcloudapi.common;

import java.lang.reflect.Array;
import java.lang.reflect.Field;

public abstract class AbstractModel {
    public static String toJsonString(AbstractModel model) throws Exception {
        return text(model);
    }

    static String text(Object value) throws Exception {
        StringBuilder out = new StringBuilder();
        if (value instanceof AbstractModel) {
            for (Field field : value.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                Object each = field.get(value);
                if (each == null) continue;
                out.append(out.length() == 0 ? "" : ",");
                out.append(text(field.getName())).append(":").append(text(each));
            }
            return "{" + out + "}";
        }
        if (value.getClass().isArray()) {
            for (int at = 0; at < Array.getLength(value); at++)
                out.append(at == 0 ? "" : ",").append(text(Array.get(value, at)));
            return "[" + out + "]";
        }
        if (!(value instanceof String)) return String.valueOf(value);
        for (char unit : ((String) value).toCharArray())
            out.append(unit < ' ' || unit > '~' || unit == '"' || unit == '\\'
                ? String.format("\\u%04x", (int) unit) : String.valueOf(unit));
        return "\"" + out + "\"";
    }
}
"""

_JAVA: Mapping[str, str] = {
    "AbstractModel": _JAVA_MODEL,
    "Credential": """package com.tencentcloudapi.common;

public class Credential {
    public Credential(String secretId, String secretKey) {}
}
""",
    "CommonClient": """package com.tencentcloudapi.common;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

import static com.tencentcloudapi.common.AbstractModel.text;

import com.tencentcloudapi.common.profile.ClientProfile;

public class CommonClient {
    public CommonClient(
            String product, String version, Credential key, String region, ClientProfile profile) {}

    public String call(String action, String body) throws Exception {
        return new String(body.getBytes("UTF-8"), "UTF-8");
    }

    public String callOctetStream(String action, HashMap<String, String> headers, byte[] body)
            throws Exception {
        StringJoiner members = new StringJoiner(",", "{", "}");
        for (Map.Entry<String, String> each : headers.entrySet())
            members.add(text(each.getKey()) + ":" + text(each.getValue()));
        String bytes = text(Base64.getEncoder().encodeToString(body));
        return "{" + text("Header") + ":" + members + "," + text("Bytes") + ":" + bytes + "}";
    }
}
""",
    "profile.HttpProfile": """package com.tencentcloudapi.common.profile;

public class HttpProfile {
    public void setEndpoint(String endpoint) {}
}
""",
    "profile.ClientProfile": """package com.tencentcloudapi.common.profile;

public class ClientProfile {
    public void setHttpProfile(HttpProfile profile) {}
}
""",
}

_JAVA_CLIENT = """package BASE;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import BASE.models.*;

public class NAME {
    public NAME(Credential credential, String region, ClientProfile profile) {}
ACTIONS}
"""

_JAVA_ACTION = """
    public NAMEResponse NAME(NAMERequest request) {
        NAMEResponse response = new NAMEResponse();
        response.request = request;
        return response;
    }
"""


def java_sources(folder: Path, services: Sequence[Service]) -> list[Path]:
    """Sources of the SDK, for `javac`."""
    files = {f"com.tencentcloudapi.common.{name}": text for name, text in _JAVA.items()}
    for each in services:
        files |= _java_service(each)
    paths = {f"{name.replace('.', '/')}.java": text for name, text in files.items()}
    _write(folder, paths, {})
    return [folder / path for path in paths]


def _java_service(service: Service) -> dict[str, str]:
    base = f"com.tencentcloudapi.{service.name}.{_version(service)}"
    client = f"{service.name.capitalize()}Client"
    files = {}
    actions = "".join(_JAVA_ACTION.replace("NAME", action.name) for action in service.actions)
    text = _JAVA_CLIENT.replace("NAME", client).replace("BASE", base)
    files[f"{base}.{client}"] = text.replace("ACTIONS", actions)
    for struct in service.structs:
        files[f"{base}.models.{struct.name}"] = _java_class(base, struct.name, struct.fields)
    for action in service.actions:
        name = f"{action.name}Request"
        files[f"{base}.models.{name}"] = _java_class(base, name, action.input)
        # It is shown as the request that it answers.
        response = f"public class {action.name}Response extends com.tencentcloudapi.common."
        response += f"AbstractModel {{\n    public {name} request;\n}}\n"
        files[f"{base}.models.{action.name}Response"] = f"package {base}.models;\n\n{response}"
    return files


def _java_class(base: str, name: str, fields: Sequence[Field]) -> str:
    lines = [f"package {base}.models;", "", f"public class {name}"]
    lines[-1] += " extends com.tencentcloudapi.common.AbstractModel {"
    for field in fields:
        kind = _java_type(field.type)
        lines.append(f"    private {kind} {field.name};")
        setter = f"public void set{field.name[:1].upper()}{field.name[1:]}({kind} value)"
        lines.append(f"    {setter} {{ this.{field.name} = value; }}")
    return "\n".join([*lines, "}", ""])


def _java_type(type_: TypeRef) -> str:
    if type_.item is not None:
        return f"{_java_type(type_.item)}[]"
    if type_.struct is not None:
        return type_.struct
    kinds = {Kind.INTEGER: "Long", Kind.FLOAT: "Float", Kind.BOOLEAN: "Boolean"}
    return kinds.get(type_.kind, "String")


def _write(folder: Path, files: Mapping[str, str], words: Mapping[str, str]) -> None:
    for path, text in files.items():
        for word, meaning in words.items():
            text = text.replace(f'"{word}/', f'"{meaning}/')
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
