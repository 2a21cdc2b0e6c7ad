class MallClient:
    def UploadRecords(self, request, body):
        params = request._serialize()
        headers = {"X-Shop-" + key: value for key, value in params.items()}
        return self.call_octet_stream("UploadRecords", headers, body)
