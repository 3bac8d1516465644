vcl 4.1;

# Varnish in front of spacecoop: docs/deployment.md, “The edge”. Debian's packages varnish and varnish-modules.
#
# It does what the site says in CDN-Cache-Control: answers that all readers share are given for a minute without asking,
# and for a week where the site does not answer. Who is logged in, and the desk, pass. The site purges at each edition
# (SPACECOOP_PURGE_URL): what is kept is then asked for again, and given only where the site does not answer.

import std;
import xkey;

backend site {
    .host = "127.0.0.1";
    .port = "8000";
    .first_byte_timeout = 300s;
    .probe = {
        .url = "/readyz";
        .interval = 2s;
        .timeout = 4s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# Who may purge: the site.
acl purgers {
    "127.0.0.1";
    "::1";
}

# What speaks HTTPS in front of this Varnish: who that names last in X-Forwarded-For is the visitor.
acl proxies {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers || req.http.X-Forwarded-For ~ ",") {
            return (synth(405, "Only the site purges"));
        }
        set req.http.Purged = xkey.softpurge("edition");
        return (synth(200, "Purged " + req.http.Purged));
    }
    if (req.restarts == 0) {
        unset req.http.Fails;
        if (client.ip ~ proxies) {
            set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");
        }
    }
    # What the machines around the site ask, they ask the site itself.
    if (req.url ~ "^/(healthz|readyz|metrics)(\?|$)") {
        return (synth(404, "Not here"));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.url ~ "^/admin/" || req.http.Cookie ~ "(^|;\s*)sessionid=") {
        return (pass);
    }
    # Other cookies change no answer that readers share.
    unset req.http.Cookie;
    # Headers that mean the same become the same; what is left alone varies as it was sent.
    if (req.url ~ "^/api/") {
        if (!req.http.Accept || req.http.Accept ~ "^(\*/\*|application/json(, text/plain, \*/\*)?)$") {
            set req.http.Accept = "application/json";
        }
        if (req.http.Accept-Language !~ "(?i)\bfr\b") {
            unset req.http.Accept-Language;
        }
    } else {
        unset req.http.Accept-Language;
        if (!req.http.Accept || req.http.Accept == "*/*" || req.http.Accept ~ "^text/html") {
            set req.http.Accept = "text/html";
        }
    }
    # What is over is given where the site does not answer, and else asked for again.
    if (std.healthy(req.backend_hint) && !req.http.Fails) {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_backend_response {
    if (beresp.status >= 500 && !bereq.uncacheable && (bereq.is_bgfetch || !bereq.http.Fails)) {
        return (abandon);
    }
    if (beresp.status >= 500) {
        # Beside what was kept, and not in place of it.
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        return (deliver);
    }
    if (bereq.uncacheable || beresp.http.Set-Cookie || beresp.http.CDN-Cache-Control !~ "max-age=\d") {
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        return (deliver);
    }
    set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "^.*max-age=(\d+).*$", "\1s"), 0s);
    set beresp.grace = 7d;
    # For so long the site is asked whether it still holds (If-None-Match).
    set beresp.keep = 1d;
    set beresp.http.xkey = "edition";
    # Of whoever asked first.
    unset beresp.http.RateLimit;
    unset beresp.http.RateLimit-Policy;
    unset beresp.http.X-Request-ID;
    return (deliver);
}

sub vcl_backend_error {
    if (!bereq.uncacheable) {
        return (abandon);
    }
}

sub vcl_synth {
    if (resp.status == 503 && req.method != "PURGE" && req.restarts == 0) {
        # The site fails: what was kept is given, if there is anything; see vcl_recv.
        set req.http.Fails = "yes";
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    if (resp.status == 503) {
        set resp.http.Retry-After = "30";
        set resp.body = "The site is temporarily unavailable. Try again in a minute.";
    } else {
        set resp.body = resp.reason;
    }
    return (deliver);
}

sub vcl_deliver {
    set resp.http.X-Cache = "miss";
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    }
    unset resp.http.xkey;
    unset resp.http.CDN-Cache-Control;
}
