"""What is shown where the web clients were not built: the API still works."""

from typing import Final

PAGE: Final = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>治本 Zhiben</title></head>
<body><h1>治本 Zhiben</h1>
<p>网页客户端尚未构建:本机没有可用的 Node.js(20.19 或更新)。接口照常工作。</p>
<p lang="en">The web clients are not built: this machine has no Node.js (20.19 or newer). The API works all the same.</p>
<p><a href="/docs">接口文档 API</a></p></body></html>
""".encode()
